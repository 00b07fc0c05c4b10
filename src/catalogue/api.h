// The marketplace's offer, held in memory: artists, their portfolios, districts and cancellation
// policies.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "catalogue/cards.h"
#include "catalogue/facts.h"

namespace meme::catalogue {

// What changed. `portfolio` is empty when the artist itself did.
struct Change {
  ArtistId artist{};
  std::optional<PortfolioId> portfolio{};
};

// Ends its subscription when destroyed; afterwards the listener is not running and will not run
// again.
class Subscription {
 public:
  virtual ~Subscription() = default;
};

// Reads come from memory and may be called from any thread, the writer thread included. Text views
// in the answers live as long as the Catalogue.
class Catalogue {
 public:
  using Listener = std::function<void(const Change&)>;
  virtual ~Catalogue() = default;

  // Nothing when there is no such artist or portfolio. Hidden ones are found, with `hidden` set.
  virtual std::optional<ArtistFacts> artist(ArtistId id) const = 0;
  virtual std::optional<PortfolioFacts> portfolio(PortfolioId id) const = 0;

  // Neither the portfolio nor its artist is hidden.
  virtual bool visible(PortfolioId id) const = 0;

  // In order of id, hidden ones included.
  virtual std::vector<PortfolioFacts> portfolios_of(ArtistId id) const = 0;

  // In order of id, hidden ones included. Changes wait until the call has ended, so `visit` must
  // neither block nor call back into the catalogue.
  virtual void for_each_artist(FunctionRef<void(const ArtistFacts&)> visit) const = 0;
  virtual void for_each_portfolio(FunctionRef<void(const PortfolioFacts&)> visit) const = 0;

  virtual std::size_t artist_count() const = 0;
  virtual std::size_t portfolio_count() const = 0;

  // An unknown id has no rules: nothing is given back.
  virtual const CancellationPolicy& cancellation_policy(std::uint16_t id) const = 0;

  virtual const Region& region() const = 0;
  virtual std::span<const District> districts() const = 0;  // fixed while the process runs
  virtual std::optional<DistrictIndex> district(std::string_view code) const = 0;

  // Nothing when there is no such artist or portfolio.
  virtual std::optional<ArtistCard> artist_card(ArtistId id) const = 0;
  virtual std::optional<PortfolioCard> portfolio_card(PortfolioId id) const = 0;

  // Calls `listener` on the writer thread after a change is durable and readable here; it must
  // return soon.
  virtual std::unique_ptr<Subscription> subscribe(Listener listener) = 0;
};

}  // namespace meme::catalogue
