#include "booking/domain/cancellation_policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "booking/domain/schedule_document.h"

namespace meme::booking {
namespace {

using namespace std::chrono;

constexpr Bounds hours_bounds{0, 365 * 24};
constexpr Bounds percent_bounds{0, 100};
constexpr CancellationTier everything{0, 100};

Instant::duration notice(const CancellationCase& booking, Instant now) {
  return Instant{booking.start} - now;
}

const CancellationTier* tier_for(const CancellationCase& booking, Instant now) {
  const auto& tiers = booking.terms.tiers;
  const auto tier = std::ranges::find_if(tiers, [&](const CancellationTier& candidate) {
    return notice(booking, now) >= hours{candidate.hours_before};
  });
  return tier == tiers.end() ? nullptr : &*tier;
}

Money percent_of(Money price, std::int32_t percent) {
  MEME_ASSERT(price.amount >= 0 && percent_bounds.hold(percent));
  // In two parts, so that no price overflows.
  return Money{price.amount / 100 * percent + price.amount % 100 * percent / 100};
}

}  // namespace

std::vector<std::string> validate(const CancellationTerms& terms) {
  std::vector<std::string> problems;
  if (terms.tiers.size() > cancellation_tiers_max) {
    problems.push_back(fmt::format("At most {} tiers.", cancellation_tiers_max));
  }
  for (std::size_t i = 0; i < terms.tiers.size(); ++i) {
    const CancellationTier& tier = terms.tiers[i];
    if (!hours_bounds.hold(tier.hours_before)) {
      problems.push_back(fmt::format("Tier {}: hours between 0 and {}.", i + 1, hours_bounds.most));
    }
    if (!percent_bounds.hold(tier.refund_percent)) {
      problems.push_back(fmt::format("Tier {}: percent between 0 and 100.", i + 1));
    }
    if (i == 0) continue;
    if (tier.hours_before >= terms.tiers[i - 1].hours_before) {
      problems.push_back(fmt::format("Tier {}: less notice than the tier before it.", i + 1));
    }
    if (tier.refund_percent > terms.tiers[i - 1].refund_percent) {
      problems.push_back(fmt::format("Tier {}: more refund for less notice.", i + 1));
    }
  }
  return problems;
}

std::string_view refund_rule_code(RefundRule rule) {
  switch (rule) {
    case RefundRule::tier:
      return "tier";
    case RefundRule::too_late:
      return "too_late";
    case RefundRule::by_artist:
      return "by_artist";
    case RefundRule::by_operator:
      return "by_operator";
    case RefundRule::not_approved:
      return "not_approved";
  }
  return "";
}

Refund refund_of(const CancellationCase& booking, Act act) {
  const auto left = duration_cast<hours>(notice(booking, act.now)).count();
  Refund refund{.hours_left = std::max<std::int64_t>(left, 0)};
  const auto give = [&](RefundRule rule, CancellationTier tier) {
    refund.rule = rule;
    refund.tier = tier;
    refund.amount = percent_of(booking.price, tier.refund_percent);
    return refund;
  };
  if (act.actor == Actor::artist) return give(RefundRule::by_artist, everything);
  if (act.actor != Actor::customer) return give(RefundRule::by_operator, everything);
  if (!booking.approved) return give(RefundRule::not_approved, everything);
  if (const auto* tier = tier_for(booking, act.now)) return give(RefundRule::tier, *tier);
  return give(RefundRule::too_late, {});
}

CancellationTerms after_reschedule(const CancellationCase& booking, Act act) {
  CancellationTerms terms = booking.terms;
  if (act.actor != Actor::customer || !booking.approved) return terms;
  const auto* tier = tier_for(booking, act.now);
  const std::int32_t most = tier != nullptr ? tier->refund_percent : 0;
  for (CancellationTier& each : terms.tiers) {
    each.refund_percent = std::min(each.refund_percent, most);
  }
  return terms;
}

}  // namespace meme::booking
