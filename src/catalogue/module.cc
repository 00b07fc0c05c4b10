#include "catalogue/module.h"

#include <stdexcept>

#include "catalogue/http.h"
#include "catalogue/migrations.h"
#include "catalogue/service.h"
#include "runtime/log.h"

namespace meme::catalogue {
namespace {

RegionFile region_of(const CatalogueSettings& settings) {
  if (settings.region_file.empty()) return embedded_region();
  auto region = read_region(settings.region_file);
  if (!region) throw std::runtime_error(region.error());
  return std::move(*region);
}

class LoadedCatalogue final : public CatalogueModule {
 public:
  LoadedCatalogue(sql::Database& database, const CatalogueSettings& settings)
      : catalogue_(database, region_of(settings)) {
    log::info("catalogue.loaded", {{"artists", catalogue_.artist_count()},
                                   {"portfolios", catalogue_.portfolio_count()},
                                   {"bytes", catalogue_.bytes()}});
  }

  Catalogue& catalogue() override { return catalogue_; }
  void add_routes(http::Router& router, bool demo) override {
    routes_ = std::make_unique<CatalogueRoutes>(catalogue_, demo);
    routes_->add_to(router);
  }

 private:
  StoredCatalogue catalogue_;
  std::unique_ptr<CatalogueRoutes> routes_;
};

}  // namespace

CatalogueSettings read_settings(runtime::Settings& settings) {
  return {.region_file = settings.path("catalogue.region_file", {},
                                       "JSON file with the region's districts; empty: Seoul.")};
}

void migrate(sql::Database& database) {
  if (auto migrated = database.migrate(migrations, "catalogue"); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
}

std::unique_ptr<CatalogueModule> CatalogueModule::open(sql::Database& database,
                                                       const CatalogueSettings& settings) {
  migrate(database);
  return std::make_unique<LoadedCatalogue>(database, settings);
}

}  // namespace meme::catalogue
