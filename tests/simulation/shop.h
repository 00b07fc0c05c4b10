// The small marketplace that is simulated: few artists with few hours, so that everybody wants the
// same.
#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "catalogue/api.h"

namespace meme::simulation {

inline constexpr ArtistId first_artist{1};
inline constexpr ArtistId second_artist{2};
inline constexpr MemberId first_customer{101};
inline constexpr MemberId first_artist_member{11};  // artist n is member 10 + n

inline constexpr std::chrono::seconds hold_ttl{5};

struct Margins {
  int before_minutes;
  int after_minutes;
  int travel_minutes;
};
inline constexpr Margins margins{0, 15, 30};
inline constexpr std::string_view schedule_document =
    R"({"timeZone":"Asia/Seoul","weekly":[)"
    R"([{"open":"10:00","close":"14:00"}],[{"open":"10:00","close":"14:00"}],)"
    R"([{"open":"10:00","close":"14:00"}],[{"open":"10:00","close":"14:00"}],)"
    R"([{"open":"10:00","close":"14:00"}],[{"open":"10:00","close":"14:00"}],)"
    R"([{"open":"10:00","close":"14:00"}]],"exceptions":[],"timeOff":[],"stepMinutes":30,)"
    R"("leadTimeMinutes":0,"horizonDays":30,"bufferBeforeMinutes":0,"bufferAfterMinutes":15,)"
    R"("travelMinutes":30,"approvalHours":1})";

// Artist 1 offers an hour at once and ninety minutes on approval, artist 2 an hour on approval; all
// in the shop and as visits.
class Shop final : public catalogue::Catalogue {
 public:
  Shop();

  std::span<const catalogue::PortfolioFacts> portfolios() const { return portfolios_; }

  std::optional<catalogue::ArtistFacts> artist(ArtistId id) const override;
  std::optional<catalogue::PortfolioFacts> portfolio(PortfolioId id) const override;
  bool visible(PortfolioId id) const override { return portfolio(id).has_value(); }
  std::vector<catalogue::PortfolioFacts> portfolios_of(ArtistId id) const override;
  void for_each_artist(FunctionRef<void(const catalogue::ArtistFacts&)> visit) const override;
  void for_each_portfolio(FunctionRef<void(const catalogue::PortfolioFacts&)> visit) const override;
  std::size_t artist_count() const override { return artists_.size(); }
  std::size_t portfolio_count() const override { return portfolios_.size(); }
  const catalogue::CancellationPolicy& cancellation_policy(std::uint16_t) const override {
    return policy_;
  }
  const catalogue::Region& region() const override { return region_; }
  std::span<const catalogue::District> districts() const override { return {}; }
  std::optional<catalogue::DistrictIndex> district(std::string_view) const override { return {}; }
  std::optional<catalogue::ArtistCard> artist_card(ArtistId) const override { return {}; }
  std::optional<catalogue::PortfolioCard> portfolio_card(PortfolioId) const override { return {}; }
  std::unique_ptr<catalogue::Subscription> subscribe(Listener) override { return nullptr; }

 private:
  std::vector<catalogue::ArtistFacts> artists_;
  std::vector<catalogue::PortfolioFacts> portfolios_;
  catalogue::CancellationPolicy policy_{0, {{24, 100}, {2, 50}}};
  catalogue::Region region_{"seoul", "서울", "Seoul", "Asia/Seoul"};
};

}  // namespace meme::simulation
