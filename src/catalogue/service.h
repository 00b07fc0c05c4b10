// The catalogue of this process: everything loaded at start, long texts read when asked for,
// changes written through.
#pragma once
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "catalogue/api.h"
#include "catalogue/offer.h"
#include "catalogue/region_file.h"
#include "runtime/task.h"
#include "sql/database.h"

namespace meme::catalogue {

// What an artist may change of a portfolio; empty fields stay as they are.
struct PortfolioEdit {
  std::optional<std::string> title;
  std::optional<Money> price;
  std::optional<BookingMode> mode;
  std::optional<bool> hidden;
};

class StoredCatalogue final : public Catalogue {
 public:
  // Loads everything on the bootstrap session; the tables must be migrated. Throws when rows
  // contradict each other.
  StoredCatalogue(sql::Database& database, const RegionFile& region);
  ~StoredCatalogue() override;

  std::optional<ArtistFacts> artist(ArtistId id) const override { return offer_.artist(id); }
  std::optional<PortfolioFacts> portfolio(PortfolioId id) const override {
    return offer_.portfolio(id);
  }
  bool visible(PortfolioId id) const override { return offer_.visible(id); }
  std::vector<PortfolioFacts> portfolios_of(ArtistId id) const override {
    return offer_.portfolios_of(id);
  }
  void for_each_artist(FunctionRef<void(const ArtistFacts&)> visit) const override {
    offer_.for_each_artist(visit);
  }
  void for_each_portfolio(FunctionRef<void(const PortfolioFacts&)> visit) const override {
    offer_.for_each_portfolio(visit);
  }
  std::size_t artist_count() const override { return offer_.artist_count(); }
  std::size_t portfolio_count() const override { return offer_.portfolio_count(); }
  const CancellationPolicy& cancellation_policy(std::uint16_t id) const override;
  const Region& region() const override { return region_; }
  std::span<const District> districts() const override { return districts_; }
  std::optional<DistrictIndex> district(std::string_view code) const override;
  std::optional<ArtistCard> artist_card(ArtistId id) const override;
  std::optional<PortfolioCard> portfolio_card(PortfolioId id) const override;
  std::unique_ptr<Subscription> subscribe(Listener listener) override;

  // Long texts, from the database on a worker thread; empty when there are none.
  runtime::Task<std::string> bio(ArtistId id);
  runtime::Task<std::string> description(PortfolioId id);

  // Writes the change, then shows it here and to the listeners. False when there is no such
  // portfolio. Throws sql::Error when the database cannot take it.
  runtime::Task<bool> edit(PortfolioId id, PortfolioEdit edit);

  std::size_t bytes() const { return offer_.bytes(); }

  ArtistCard card_of(const ArtistFacts& facts) const;
  static PortfolioCard card_of(const PortfolioFacts& facts);

 private:
  class Listening;
  struct Listeners {
    std::mutex mutex;
    std::vector<Listening*> all;
  };
  class Editing;

  void load_districts(sql::Session& session, const RegionFile& region);
  void load_policies(sql::Session& session);
  void load_artists(sql::Session& session);
  void load_portfolios(sql::Session& session);
  void apply(const PortfolioFacts& facts);

  sql::Database& database_;
  Region region_;
  std::vector<District> districts_;
  std::vector<CancellationPolicy> policies_;  // by id; fixed after loading
  Offer offer_;
  std::shared_ptr<Listeners> listeners_ = std::make_shared<Listeners>();
};

}  // namespace meme::catalogue
