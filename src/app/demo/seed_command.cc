#include <charconv>
#include <chrono>
#include <cstdio>
#include <expected>
#include <string_view>

#include <fmt/format.h>

#include "app/demo/seed.h"
#include "base/time_zone.h"
#include "runtime/log.h"

namespace meme::app::demo {
namespace {

constexpr std::string_view usage =
    "usage: meme seed --demo [--artists N] [--years Y] [--reservations N] [--seed S]\n"
    "                 [--today YYYY-MM-DD] [--region FILE] [--if-empty]\n"
    "  --demo           makes up a marketplace; nobody in it is real\n"
    "  --artists N      1 to 1000000, 300 without\n"
    "  --years Y        of past bookings, 0 to 10, 1 without\n"
    "  --reservations N about so many; 60 per artist and year without, at most 10 million\n"
    "  --seed S         another number makes another marketplace, 1 without\n"
    "  --today DATE     the day it is seen on, today without\n"
    "  --region FILE    districts of another region than Seoul, as JSON\n"
    "  --if-empty       do nothing, successfully, when there are people already\n";

struct Wish {
  SeedPlan plan;
  std::optional<Date> today;
  bool demo = false;
  bool if_empty = false;
};
using Refusal = std::string;

std::expected<std::int64_t, Refusal> number(std::string_view name, std::string_view text,
                                            std::pair<std::int64_t, std::int64_t> bounds) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || value < bounds.first || value > bounds.second) {
    return std::unexpected(fmt::format("--{} must be a whole number from {} to {}.", name,
                                       bounds.first, bounds.second));
  }
  return value;
}

// One option that has a value. The refusal is a sentence.
std::expected<void, Refusal> take(Wish& wish, std::string_view name, std::string_view value) {
  const auto put = [&](auto& into, std::int64_t least,
                       std::int64_t most) -> std::expected<void, Refusal> {
    const auto read = number(name, value, {least, most});
    if (!read) return std::unexpected(read.error());
    into = static_cast<std::remove_reference_t<decltype(into)>>(*read);
    return {};
  };
  if (name == "artists") return put(wish.plan.artists, 1, artists_max);
  if (name == "years") return put(wish.plan.years, 0, years_max);
  if (name == "seed") return put(wish.plan.seed, 0, std::numeric_limits<std::int64_t>::max());
  if (name == "reservations") {
    return put(wish.plan.reservations.emplace(), 0, reservations_max);
  }
  if (name == "today") {
    wish.today = parse_date(value);
    if (!wish.today) return std::unexpected("--today must be a date such as 2026-12-05.");
    return {};
  }
  if (name == "region") {
    auto region = catalogue::read_region(std::string(value));
    if (!region) return std::unexpected(region.error());
    wish.plan.region = std::move(*region);
    return {};
  }
  return std::unexpected(fmt::format("--{} is not an option of seed.", name));
}

std::expected<Wish, Refusal> read(std::span<const std::string> arguments) {
  Wish wish;
  wish.plan.region = catalogue::embedded_region();
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) return std::unexpected(fmt::format("What is {}?", argument));
    const auto equals = argument.find('=');
    const auto name = argument.substr(2, equals == std::string_view::npos ? equals : equals - 2);
    if (name == "demo" || name == "if-empty") {
      (name == "demo" ? wish.demo : wish.if_empty) = true;
      continue;
    }
    std::string_view value;
    if (equals != std::string_view::npos) {
      value = argument.substr(equals + 1);
    } else if (i + 1 < arguments.size()) {
      value = arguments[++i];
    }
    if (auto taken = take(wish, name, value); !taken) return std::unexpected(taken.error());
  }
  if (!wish.demo) return std::unexpected(Refusal("Nothing but --demo can be seeded; say so."));
  return wish;
}

Date today_in(const catalogue::RegionFile& region, const Clock& clock) {
  const auto zone = TimeZone::find(region.time_zone);
  return (zone ? *zone : TimeZone()).local_date(floor_minute(clock.now()));
}

// A line every few seconds, so that a long run shows that it lives.
class Progress {
 public:
  Progress(std::int64_t artists, std::chrono::steady_clock::time_point begin)
      : artists_(artists), told_(begin) {}

  void operator()(const SeedCounts& counts) {
    const auto now = std::chrono::steady_clock::now();
    if (now - told_ < std::chrono::seconds(3)) return;
    told_ = now;
    log::info("seed.progress", {{"percent", counts.artists * 100 / artists_},
                                {"artists", counts.artists},
                                {"reservations", counts.reservations}});
  }

 private:
  std::int64_t artists_;
  std::chrono::steady_clock::time_point told_;
};

int fill(sql::Database& database, const Wish& wish) {
  const auto begin = std::chrono::steady_clock::now();
  Progress progress(wish.plan.artists, begin);
  const SeedCounts made = seed(database, wish.plan, progress);
  database.stop();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  fmt::print("Seeded {} artists with {} portfolios, {} members and {} reservations in {:.1f} s.\n",
             made.artists, made.portfolios, made.members, made.reservations, took.count());
  return 0;
}

}  // namespace

int run_seed(std::span<const std::string> arguments, const std::filesystem::path& file,
             const Clock& clock) {
  auto wish = read(arguments);
  if (!wish) {
    fmt::print(stderr, "{}\n{}", wish.error(), usage);
    return 2;
  }
  wish->plan.today = wish->today.value_or(today_in(wish->plan.region, clock));
  try {
    auto database = sql::Database::open({.path = file});
    if (!database) {
      fmt::print(stderr, "{}\n", database.error().message);
      return 1;
    }
    if (wish->if_empty && is_seeded(**database)) return 0;
    return fill(**database, *wish);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "Not seeded: {}\n", failure.what());
    return 1;
  }
}

}  // namespace meme::app::demo
