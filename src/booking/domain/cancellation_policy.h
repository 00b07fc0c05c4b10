#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/time.h"
#include "booking/domain/actors.h"

namespace meme::booking {

// With at least `hours_before` to go, canceling gives back `refund_percent` of the price.
struct CancellationTier {
  std::int32_t hours_before = 0;    // 0..8760
  std::int32_t refund_percent = 0;  // 0..100
  friend bool operator==(const CancellationTier&, const CancellationTier&) = default;
};

// From the longest notice to the shortest; shorter notice than the last tier's gives nothing back.
// No tiers: nothing back.
struct CancellationTerms {
  std::vector<CancellationTier> tiers;
  friend bool operator==(const CancellationTerms&, const CancellationTerms&) = default;
};
inline constexpr std::size_t cancellation_tiers_max = 8;

// A sentence for each thing wrong: number of tiers, bounds, hours not falling, refund growing with
// less notice.
std::vector<std::string> validate(const CancellationTerms& terms);

// Which rule decided a refund.
enum class RefundRule : std::uint8_t {
  tier,          // the customer canceled; the tier says how much
  too_late,      // the customer canceled with less notice than any tier: nothing
  by_artist,     // full
  by_operator,   // full
  not_approved,  // the artist had not agreed yet: full
};
std::string_view refund_rule_code(RefundRule rule);

struct Refund {
  RefundRule rule = RefundRule::too_late;
  CancellationTier tier{};  // what was applied; {0, 100} for full refunds, {0, 0} for too_late
  Money amount{};
  std::int64_t hours_left = 0;  // whole hours until the start, never negative
};

struct CancellationCase {
  const CancellationTerms& terms;
  Money price;
  Minute start;
  bool approved = true;  // false while the request waits for the artist
};

// The refund if `act` cancels. Won has no smaller unit: price × percent / 100 is rounded down, so
// that a refund is never more than its percentage. Exactly `hours_before` hours is enough notice.
Refund refund_of(const CancellationCase& booking, Act act);

// Terms after the customer moved the booking themselves: a refund already lost to short notice
// stays lost, otherwise moving it far away and then canceling would avoid every rule.
CancellationTerms after_reschedule(const CancellationCase& booking, Act act);

}  // namespace meme::booking
