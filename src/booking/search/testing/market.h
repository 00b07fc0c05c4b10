#pragma once
// A marketplace in memory for tests and benchmarks of the search: artists and portfolios as plain
// lists, calendars of the real kind.
#include <algorithm>
#include <memory>
#include <vector>

#include "booking/calendars.h"
#include "catalogue/api.h"

namespace meme::booking::search::testing {

// Ids are dense from 1, in the order of adding. Change facts only while nobody reads.
class ListedCatalogue final : public catalogue::Catalogue {
 public:
  std::vector<catalogue::ArtistFacts> artists;
  std::vector<catalogue::PortfolioFacts> portfolios;

  catalogue::ArtistFacts& add_artist() {
    artists.push_back({.id = ArtistId{artists.size() + 1}});
    artists.back().rank = static_cast<std::uint32_t>(artists.size());
    of_artist_.emplace_back();
    return artists.back();
  }
  catalogue::PortfolioFacts& add_portfolio(ArtistId artist) {
    of_artist_.at(artist.value - 1).push_back(static_cast<std::uint32_t>(portfolios.size()));
    portfolios.push_back({.id = PortfolioId{portfolios.size() + 1}, .artist = artist});
    return portfolios.back();
  }

  std::optional<catalogue::ArtistFacts> artist(ArtistId id) const override {
    if (id.value == 0 || id.value > artists.size()) return std::nullopt;
    return artists[id.value - 1];
  }
  std::optional<catalogue::PortfolioFacts> portfolio(PortfolioId id) const override {
    if (id.value == 0 || id.value > portfolios.size()) return std::nullopt;
    return portfolios[id.value - 1];
  }
  bool visible(PortfolioId id) const override {
    const auto found = portfolio(id);
    return found && !found->hidden && !artist(found->artist)->hidden;
  }
  std::vector<catalogue::PortfolioFacts> portfolios_of(ArtistId id) const override {
    std::vector<catalogue::PortfolioFacts> found;
    for (const std::uint32_t index : of_artist_.at(id.value - 1)) {
      found.push_back(portfolios[index]);
    }
    return found;
  }
  void for_each_artist(FunctionRef<void(const catalogue::ArtistFacts&)> visit) const override {
    for (const auto& facts : artists) visit(facts);
  }
  void for_each_portfolio(
      FunctionRef<void(const catalogue::PortfolioFacts&)> visit) const override {
    for (const auto& facts : portfolios) visit(facts);
  }
  std::size_t artist_count() const override { return artists.size(); }
  std::size_t portfolio_count() const override { return portfolios.size(); }

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
  std::vector<std::vector<std::uint32_t>> of_artist_;
  catalogue::CancellationPolicy policy_;
  catalogue::Region region_;
};

struct Market {
  ListedCatalogue catalogue;
  Calendars calendars{1};

  void set_schedule(ArtistId artist, SharedSchedule schedule) {
    calendars.write(artist, [&](ArtistCalendar& calendar) { calendar.schedule = schedule; });
  }
  // False when it would overlap another claim.
  bool claim(ArtistId artist, Interval blocked) {
    return calendars.write(artist, [&](ArtistCalendar& calendar) {
      return calendar.claims.insert({.start = blocked.start, .end = blocked.end, .owner = 1});
    });
  }
  bool unclaim(ArtistId artist, Minute start) {
    return calendars.write(
        artist, [&](ArtistCalendar& calendar) { return calendar.claims.erase(start, 1); });
  }
};

// The same hours on every day of the week.
inline SharedSchedule schedule_of(std::vector<HoursRange> hours, ScheduleDocument document = {}) {
  document.weekly.assign(7, hours);
  auto compiled = Schedule::compile(document);
  return std::make_shared<const Schedule>(std::move(compiled.value()));
}

inline HoursRange hours_range(int open, int close) {
  return {TimeOfDay{Minutes{open}}, TimeOfDay{Minutes{close}}};
}

}  // namespace meme::booking::search::testing
