#include "booking/domain/reasons.h"

namespace meme::booking {

std::string_view reason_code(Reason reason) {
  switch (reason) {
    case Reason::hidden:
      return "hidden";
    case Reason::place_not_offered:
      return "place_not_offered";
    case Reason::in_past:
      return "in_past";
    case Reason::lead_time:
      return "lead_time";
    case Reason::beyond_horizon:
      return "beyond_horizon";
    case Reason::closed:
      return "closed";
    case Reason::time_off:
      return "time_off";
    case Reason::off_step:
      return "off_step";
    case Reason::taken:
      return "taken";
    case Reason::buffer:
      return "buffer";
    case Reason::travel:
      return "travel";
    case Reason::busy:
      return "busy";
  }
  return "";
}

}  // namespace meme::booking
