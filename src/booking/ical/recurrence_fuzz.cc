// Any numbers as a recurrence rule: walking it ends within its budget, and what it finds lies in
// the range and ascends. The same range walked in two halves finds the same.
//
// Parsers: booking/ical/recurrence.cc booking/ical/day_choice.cc
#include <algorithm>
#include <cstdint>
#include <span>

#include "base/check.h"
#include "booking/ical/recurrence.h"

namespace {

using namespace std::chrono;
using namespace meme::booking::ical;

class Bytes {
 public:
  Bytes(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes, size) {}
  // 0 when the bytes have run out.
  int below(int bound) {
    if (bytes_.empty()) return 0;
    const int value = bytes_.front() % bound;
    bytes_ = bytes_.subspan(1);
    return value;
  }
  // Mostly in the range of a part, sometimes just outside; `both_signs` for parts that count from
  // the end too.
  std::vector<int> part(int most, bool both_signs) {
    std::vector<int> values(static_cast<std::size_t>(std::max(0, below(12) - 8)));
    for (int& value : values) {
      value = (below(256) * 256 + below(256)) % (most + 2);
      if (both_signs && below(2) == 1) value = -value;
    }
    return values;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

RecurrenceRule rule_from(Bytes& bytes) {
  RecurrenceRule rule;
  rule.frequency = static_cast<Frequency>(bytes.below(7));
  rule.interval = bytes.below(20);
  rule.count = bytes.below(4) == 0 ? bytes.below(40) : 0;
  rule.week_start = weekday{static_cast<unsigned>(bytes.below(7))};
  rule.by_second = bytes.part(60, false);
  rule.by_minute = bytes.part(59, false);
  rule.by_hour = bytes.part(23, false);
  for (int left = bytes.below(10) - 6; left > 0; --left) {
    const weekday day{static_cast<unsigned>(bytes.below(7))};
    rule.by_day.push_back({day, bytes.below(2) == 0 ? 0 : bytes.below(110) - 55});
  }
  rule.by_month_day = bytes.part(31, true);
  rule.by_year_day = bytes.part(366, true);
  rule.by_week_no = bytes.part(53, true);
  rule.by_month = bytes.part(12, false);
  rule.by_set_pos = bytes.part(366, true);
  return rule;
}

// Nothing when the budget ran out.
std::optional<std::vector<Wall>> walk(const Recurrence& recurrence, WallRange range) {
  WorkBudget budget(50'000);
  std::vector<Wall> found;
  if (!occurrences(recurrence, range, budget, found)) return std::nullopt;
  MEME_ASSERT(std::ranges::adjacent_find(found, std::greater_equal<>()) == found.end());
  for (const Wall at : found) {
    MEME_ASSERT(at >= range.from && at < range.to && at >= recurrence.start);
  }
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const RecurrenceRule rule = rule_from(bytes);
  if (rule_fault(rule) != nullptr) return 0;
  const Wall from{local_days{2024y / January / 1} + days{bytes.below(250) * 4}};
  const Wall middle = from + hours{1 + bytes.below(200)};
  const Wall to = middle + days{1 + bytes.below(200)};
  const Wall start = from + hours{(bytes.below(200) - 150) * 24} + minutes{bytes.below(250) * 7};
  const Recurrence recurrence{rule, start, bytes.below(4) == 0};
  const auto whole = walk(recurrence, {from, to});
  auto first = walk(recurrence, {from, middle});
  const auto second = walk(recurrence, {middle, to});
  if (!whole || !first || !second) return 0;
  first->insert(first->end(), second->begin(), second->end());
  MEME_ASSERT(*first == *whole);
  return 0;
}
