// What happened to calendars and bookings, told after it is durable.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "base/ids.h"
#include "base/time.h"
#include "booking/domain/reservation.h"
#include "booking/domain/waitlist.h"

namespace meme::booking {

enum class CalendarChangeKind : std::uint8_t {
  taken,    // nobody else can have the interval now
  freed,    // the interval may be offered again
  changed,  // anything may be different: hours, imported busy time
};

struct CalendarChanged {
  ArtistId artist{};
  Interval blocked;  // margins included; everything for `changed`
  CalendarChangeKind kind = CalendarChangeKind::changed;
  std::uint64_t version = 0;
};

struct ReservationChanged {
  ReservationId reservation{};
  MemberId customer{};
  ArtistId artist{};
  ReservationState state = ReservationState::pending;
  std::int64_t version = 0;
};

struct HoldEnded {
  HoldId hold{};
  MemberId customer{};
};

struct WaitlistChanged {
  WaitlistId entry{};
  MemberId customer{};
  WaitlistState state = WaitlistState::waiting;
};

using Event = std::variant<CalendarChanged, ReservationChanged, HoldEnded, WaitlistChanged>;

class EventListener {
 public:
  // On the writer thread, in the order of commits, once for each committed write; must return soon.
  virtual void committed(std::span<const Event> events) noexcept = 0;

 protected:
  ~EventListener() = default;
};

}  // namespace meme::booking
