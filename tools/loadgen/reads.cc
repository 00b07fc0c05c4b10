#include "reads.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "market.h"
#include "options.h"

namespace meme::loadgen {
namespace {

constexpr std::array categories{"daily",   "interview",  "actor",  "party",
                                "wedding", "prosthetic", "studio", "etc"};
constexpr std::array districts{"gangnam", "mapo", "seodaemun", "yongsan", "jongno", "songpa"};
constexpr std::array orders{"recommended", "price", "rating", "soonest"};
constexpr std::size_t searches = 2000;

std::vector<std::string> of_portfolios(const Options& options, std::uint32_t portfolios,
                                       const std::function<std::string(std::uint32_t)>& target) {
  Random random(options.seed);
  std::vector<std::string> requests;
  const std::size_t wanted = std::min<std::size_t>(options.portfolios, portfolios);
  for (std::size_t i = 0; i < wanted; ++i) {
    const auto portfolio = static_cast<std::uint32_t>(1 + random.below(portfolios));
    requests.push_back(get_request(options.endpoint, target(portfolio)));
  }
  return requests;
}

}  // namespace

std::vector<std::string> availability_requests(const Options& options, std::uint32_t portfolios) {
  return of_portfolios(options, portfolios, [&options](std::uint32_t portfolio) {
    return fmt::format("/v1/portfolios/{}/availability?from={}&days={}", portfolio_text(portfolio),
                       date_after_today(1), options.days);
  });
}

std::vector<std::string> month_requests(const Options& options, std::uint32_t portfolios) {
  const std::string month = date_after_today(30).substr(0, 7);
  return of_portfolios(options, portfolios, [&month](std::uint32_t portfolio) {
    return fmt::format("/v1/portfolios/{}/months/{}", portfolio_text(portfolio), month);
  });
}

std::vector<std::string> search_requests(const Options& options) {
  Random random(options.seed);
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < searches; ++i) {
    const auto from = random.between(9, 16);
    requests.push_back(get_request(
        options.endpoint,
        fmt::format(
            "/v1/search?category={}&district={}&district={}&date={}&from={:02}:00&to={:02}:00"
            "&priceMax={}&sort={}",
            categories[random.below(categories.size())], districts[random.below(3)],
            districts[3 + random.below(3)],
            date_after_today(static_cast<int>(random.between(1, 30))), from, from + 4,
            random.between(5, 40) * 10'000, orders[random.below(orders.size())])));
  }
  return requests;
}

}  // namespace meme::loadgen
