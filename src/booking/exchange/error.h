// How the calendar exchange refuses.
#pragma once
#include <cstdint>
#include <expected>
#include <string>

namespace meme::booking::exchange {

enum class CalendarError : std::uint8_t {
  not_found,    // no such calendar, or not this artist's
  too_many,     // the artist has as many as she may
  unreadable,   // the text is not a calendar that can be followed
  unfetchable,  // the address does not give a calendar
};

// `reason` is a code that says what is behind an unreadable or unfetchable calendar, `detail` the
// sentence for the artist.
struct CalendarRefusal {
  CalendarError error = CalendarError::not_found;
  std::string reason{};
  std::string detail{};
};

template <class T>
using CalendarResult = std::expected<T, CalendarRefusal>;

inline std::unexpected<CalendarRefusal> refuse(CalendarError error) {
  return std::unexpected(CalendarRefusal{error});
}

}  // namespace meme::booking::exchange
