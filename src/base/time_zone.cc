#include "base/time_zone.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/tzif.h"

namespace meme {
namespace detail {

// Period i is [starts[i - 1], starts[i]) with offsets[i]; the first and the last are open-ended.
struct ZoneRules {
  // Half-years since 1970, 2^18 minutes each: where in `starts` to begin looking. Then a look-up is
  // a step or two.
  static constexpr int bucket_shift = 18;

  std::string name;
  std::vector<Minute> starts;
  std::vector<Minutes> offsets;
  std::vector<std::uint16_t> buckets;

  std::size_t index_at(Minute at) const {
    const auto since = at.time_since_epoch().count();
    const auto bucket = static_cast<std::size_t>(since) >> bucket_shift;
    if (since < 0 || bucket >= buckets.size()) {
      return static_cast<std::size_t>(std::ranges::upper_bound(starts, at) - starts.begin());
    }
    std::size_t index = buckets[bucket];
    while (index < starts.size() && starts[index] <= at) ++index;
    return index;
  }

  ZonePeriod period(std::size_t index) const {
    return {index == 0 ? Minute::min() : starts[index - 1],
            index == starts.size() ? Minute::max() : starts[index], offsets[index]};
  }
};

}  // namespace detail

namespace {

using detail::ZoneRules;

constexpr int last_year = 2200;
constexpr std::string_view zone_folder = "/usr/share/zoneinfo/";
constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t file_bytes_max = 1 << 16;  // the largest has 4 KiB
// No zone is further from UTC than this; parse_tzif() sees to it.
constexpr Minutes widest_offset{26 * 60};

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '+';
}

// Parts of letters joined by single slashes, so that no name leads out of the folder.
bool well_formed(std::string_view name) {
  if (name.empty() || name.size() > name_bytes_max || name.back() == '/') return false;
  char previous = '/';
  for (char c : name) {
    if (c == '/' ? previous == '/' : !is_name_char(c)) return false;
    previous = c;
  }
  // The same zones once more: without leap seconds, which are the plain ones, and with, which no
  // clock here shows.
  return !name.starts_with("posix/") && !name.starts_with("right/");
}

std::unique_ptr<ZoneRules> make_rules(std::string_view name, const ZoneTable& table) {
  auto rules = std::make_unique<ZoneRules>();
  rules->name = name;
  rules->offsets.push_back(table.first_offset);
  for (const auto& change : table.changes) {
    rules->starts.push_back(change.at);
    rules->offsets.push_back(change.offset);
  }
  const Minute end = std::chrono::floor<Minutes>(sys_days{std::chrono::year{last_year} / 1 / 1});
  for (Minute at{}; at < end; at += Minutes{1 << ZoneRules::bucket_shift}) {
    const auto index = std::ranges::upper_bound(rules->starts, at) - rules->starts.begin();
    rules->buckets.push_back(static_cast<std::uint16_t>(index));
  }
  return rules;
}

std::expected<std::unique_ptr<ZoneRules>, TimeZoneError> read_rules(std::string_view name) {
  std::ifstream file(std::string(zone_folder).append(name), std::ios::binary);
  std::string bytes(file_bytes_max, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  // Folders open and read as nothing; other files of the folder lack the magic.
  if (!bytes.starts_with("TZif")) return std::unexpected(TimeZoneError::unknown);
  const auto table =
      parse_tzif({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()}, last_year);
  if (!table || table->changes.size() > 10'000) return std::unexpected(TimeZoneError::damaged);
  return make_rules(name, *table);
}

// Rules are never forgotten: their number is bounded by the files of the system.
class Registry {
 public:
  std::expected<const ZoneRules*, TimeZoneError> find(std::string_view name) {
    const std::lock_guard lock(mutex_);
    if (const auto known = rules_.find(name); known != rules_.end()) return known->second.get();
    auto read = read_rules(name);
    if (!read) return std::unexpected(read.error());
    const auto& rules = *read;
    return rules_.emplace(rules->name, std::move(*read)).first->second.get();
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<ZoneRules>, std::less<>> rules_;
};

const ZoneRules* utc_rules() {
  static const auto* const rules = make_rules("UTC", ZoneTable{}).release();
  return rules;
}

}  // namespace

TimeZone::TimeZone() : rules_(utc_rules()) {}

std::expected<TimeZone, TimeZoneError> TimeZone::find(std::string_view name) {
  if (name == "UTC") return TimeZone{};
  if (!well_formed(name)) return std::unexpected(TimeZoneError::bad_name);
  static auto* const registry = new Registry;  // outlives every user, at exit too
  const auto rules = registry->find(name);
  if (!rules) return std::unexpected(rules.error());
  return TimeZone{*rules};
}

std::string_view TimeZone::name() const {
  return rules_->name;
}

ZonePeriod TimeZone::period_at(Minute at) const {
  return rules_->period(rules_->index_at(at));
}

LocalMoments TimeZone::moments_of(LocalMinute local) const {
  using enum LocalMoments::Kind;
  const Minute as_utc{local.time_since_epoch()};
  const std::size_t first = rules_->index_at(as_utc - widest_offset);
  LocalMoments found{gap, {}, {}};
  std::optional<Minute> jump;
  for (std::size_t i = first; i <= rules_->starts.size(); ++i) {
    const ZonePeriod period = rules_->period(i);
    if (period.start > as_utc + widest_offset) break;
    const Minute at = as_utc - period.offset;
    if (at < period.start) {
      // Shown neither before the period, whose end this is, nor in it: the clock jumped over it.
      if (found.kind == gap && !jump) jump = period.start;
    } else if (at < period.end) {
      if (found.kind == gap)
        found = {unique, at, at};
      else
        found = {overlap, found.earliest, at};
    }
  }
  if (found.kind == gap) {
    MEME_ASSERT(jump);
    found.earliest = found.latest = *jump;
  }
  return found;
}

Interval TimeZone::hull_of(Date date) const {
  const local_days day{date};
  const Minute start = moments_of(LocalMinute{day}).earliest;
  const LocalMoments last = moments_of(LocalMinute{day + std::chrono::days{1}} - Minutes{1});
  if (last.kind != LocalMoments::Kind::gap) return {start, last.latest + Minutes{1}};
  return {start, last.latest};
}

std::span<const Minute> TimeZone::transitions() const {
  return rules_->starts;
}

}  // namespace meme
