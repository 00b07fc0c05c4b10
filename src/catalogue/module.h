// What wiring needs to run the catalogue in this process.
#pragma once
#include <memory>

#include "catalogue/api.h"
#include "http/router.h"
#include "runtime/settings.h"
#include "sql/database.h"

namespace meme::catalogue {

struct CatalogueSettings {
  std::filesystem::path region_file;  // empty: Seoul, which comes with the programme
};
CatalogueSettings read_settings(runtime::Settings& settings);

class CatalogueModule {
 public:
  // Migrates and loads; call before the database is started, which it must outlive. Throws
  // std::runtime_error with a sentence for the operator when the region or the rows cannot be used.
  static std::unique_ptr<CatalogueModule> open(sql::Database& database,
                                               const CatalogueSettings& settings);
  virtual ~CatalogueModule() = default;

  virtual Catalogue& catalogue() = 0;
  // `demo`: people can be chosen to sign in as. Once; this must outlive the router.
  virtual void add_routes(http::Router& router, bool demo) = 0;
};

// The tables alone, for tools that fill or read them without the rest.
void migrate(sql::Database& database);

}  // namespace meme::catalogue
