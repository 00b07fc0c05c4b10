// Who plays in the scenarios: two artists with their portfolios, customers, and the names that the
// texts use for them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/api.h"
#include "identity/principal.h"

namespace meme::scenarios {

// bridal   mina   90 minutes  200,000 won  instant  shop and visit   back: 100 % from 48 h, 50 %
// from 24 h party    mina   60 minutes  100,000 won  approve  shop             back: 100 % from 24
// h secret   mina   60 minutes  hidden stage    lena   60 minutes  150,000 won  instant  shop
// nothing back
class Cast final : public catalogue::Catalogue {
 public:
  Cast();

  // Throws std::invalid_argument for a name that nobody has.
  identity::Principal person(std::string_view name) const;
  catalogue::PortfolioFacts portfolio_named(std::string_view name) const;

  std::optional<catalogue::ArtistFacts> artist(ArtistId id) const override;
  std::optional<catalogue::PortfolioFacts> portfolio(PortfolioId id) const override;
  bool visible(PortfolioId id) const override;
  std::vector<catalogue::PortfolioFacts> portfolios_of(ArtistId id) const override;
  void for_each_artist(FunctionRef<void(const catalogue::ArtistFacts&)> visit) const override;
  void for_each_portfolio(FunctionRef<void(const catalogue::PortfolioFacts&)> visit) const override;
  std::size_t artist_count() const override { return artists_.size(); }
  std::size_t portfolio_count() const override { return portfolios_.size(); }
  const catalogue::CancellationPolicy& cancellation_policy(std::uint16_t id) const override;
  const catalogue::Region& region() const override { return region_; }
  std::span<const catalogue::District> districts() const override { return {}; }
  std::optional<catalogue::DistrictIndex> district(std::string_view) const override { return {}; }
  std::optional<catalogue::ArtistCard> artist_card(ArtistId) const override { return {}; }
  std::optional<catalogue::PortfolioCard> portfolio_card(PortfolioId) const override { return {}; }
  std::unique_ptr<catalogue::Subscription> subscribe(Listener) override { return nullptr; }

 private:
  std::vector<catalogue::ArtistFacts> artists_;
  std::vector<catalogue::PortfolioFacts> portfolios_;
  std::vector<catalogue::CancellationPolicy> policies_;
  catalogue::Region region_{"seoul", "서울", "Seoul", "Asia/Seoul"};
};

}  // namespace meme::scenarios
