#include "scenarios/cast.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace meme::scenarios {
namespace {

using catalogue::BookingMode;
using catalogue::PlaceSet;
using identity::Role;
using identity::Roles;

constexpr std::array<std::string_view, 2> artist_names{"mina", "lena"};
constexpr std::array<std::string_view, 4> customer_names{"ann", "bob", "cho", "dan"};
constexpr std::array<std::string_view, 4> portfolio_names{"bridal", "party", "secret", "stage"};

constexpr std::string_view operator_name = "olga";

constexpr MemberId operator_member{10};
constexpr std::uint64_t first_artist_member = 11;
constexpr std::uint64_t first_customer_member = 101;

}  // namespace

Cast::Cast() {
  policies_ = {{0, {}}, {1, {{48, 100}, {24, 50}}}, {2, {{24, 100}}}};
  for (std::size_t i = 0; i < artist_names.size(); ++i) {
    catalogue::ArtistFacts artist;
    artist.id = ArtistId{i + 1};
    artist.member = MemberId{first_artist_member + i};
    artist.name = artist_names[i];
    artists_.push_back(artist);
  }
  const auto add = [&](ArtistId artist, int minutes, std::int64_t won, std::uint16_t policy) {
    catalogue::PortfolioFacts portfolio;
    portfolio.id = PortfolioId{portfolios_.size() + 1};
    portfolio.artist = artist;
    portfolio.duration = std::chrono::minutes(minutes);
    portfolio.price = Money{won};
    portfolio.cancellation_policy = policy;
    portfolio.place = PlaceSet::shop;
    portfolio.title = portfolio_names[portfolios_.size()];
    return &portfolios_.emplace_back(portfolio);
  };
  add(ArtistId{1}, 90, 200'000, 1)->place = PlaceSet::both;
  add(ArtistId{1}, 60, 100'000, 2)->mode = BookingMode::approve;
  add(ArtistId{1}, 60, 100'000, 0)->hidden = true;
  add(ArtistId{2}, 60, 150'000, 0);
}

identity::Principal Cast::person(std::string_view name) const {
  identity::Principal who;
  if (const auto at = std::ranges::find(artist_names, name); at != artist_names.end()) {
    const auto index = static_cast<std::uint64_t>(at - artist_names.begin());
    who.member = MemberId{first_artist_member + index};
    who.artist = ArtistId{index + 1};
    who.roles = Roles{Role::customer, Role::artist};
    return who;
  }
  if (name == operator_name) {
    who.member = operator_member;
    who.roles = Role::operator_;
    return who;
  }
  const auto at = std::ranges::find(customer_names, name);
  if (at == customer_names.end())
    throw std::invalid_argument("nobody is called " + std::string(name));
  who.member =
      MemberId{first_customer_member + static_cast<std::uint64_t>(at - customer_names.begin())};
  who.roles = Role::customer;
  return who;
}

catalogue::PortfolioFacts Cast::portfolio_named(std::string_view name) const {
  const auto at = std::ranges::find(portfolio_names, name);
  if (at == portfolio_names.end())
    throw std::invalid_argument("no portfolio is called " + std::string(name));
  return portfolios_[static_cast<std::size_t>(at - portfolio_names.begin())];
}

std::optional<catalogue::ArtistFacts> Cast::artist(ArtistId id) const {
  if (id.value == 0 || id.value > artists_.size()) return std::nullopt;
  return artists_[id.value - 1];
}

std::optional<catalogue::PortfolioFacts> Cast::portfolio(PortfolioId id) const {
  if (id.value == 0 || id.value > portfolios_.size()) return std::nullopt;
  return portfolios_[id.value - 1];
}

bool Cast::visible(PortfolioId id) const {
  const auto facts = portfolio(id);
  return facts && !facts->hidden;
}

std::vector<catalogue::PortfolioFacts> Cast::portfolios_of(ArtistId id) const {
  std::vector<catalogue::PortfolioFacts> own;
  std::ranges::copy_if(portfolios_, std::back_inserter(own),
                       [&](const auto& one) { return one.artist == id; });
  return own;
}

void Cast::for_each_artist(FunctionRef<void(const catalogue::ArtistFacts&)> visit) const {
  for (const auto& artist : artists_) visit(artist);
}

void Cast::for_each_portfolio(FunctionRef<void(const catalogue::PortfolioFacts&)> visit) const {
  for (const auto& portfolio : portfolios_) visit(portfolio);
}

const catalogue::CancellationPolicy& Cast::cancellation_policy(std::uint16_t id) const {
  return policies_.at(id);
}

}  // namespace meme::scenarios
