// Judges a history of a booking system: whether what clients were told can all be true of one
// honest calendar.
//
// The checker assumes nothing about how the system works. It calls a claim active only for the time
// in which no order of the concurrent operations could have ended it, so every violation it reports
// is real; one it does not report may still exist when answers were lost. Cost: n log n, and the
// square of the operations that touch the same minutes of one artist.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "history.h"

namespace meme::checker {

enum class Rule : std::uint8_t {
  overlap,      // two acknowledged claims of one artist were active at once (B1)
  lost,         // an acknowledged reservation is not there any more (B2)
  resurrected,  // an acknowledged end did not hold (B2, B5)
  stale_fence,  // a confirmation with an outlived or outbid hold was accepted, or fences did not
                // grow (B4)
  idempotency,  // one key had two effects or two answers, or took two requests (B3)
  backwards,    // a reservation's version fell, or one version showed two states
  phantom       // a reservation exists that nobody can have made
};

struct Violation {
  Rule rule = Rule::overlap;
  std::string what;        // names the ids and times
  std::size_t first = 0;   // indexes into the history
  std::size_t second = 0;  // the same as `first` when one operation is enough
};

std::string_view name_of(Rule rule);

// How far a client's clock may run behind the server's before an outlived hold counts as accepted
// too late, in ms.
struct Tolerance {
  std::int64_t clock = 0;
};

std::vector<Violation> check(const History& history, Tolerance tolerance = {});

}  // namespace meme::checker
