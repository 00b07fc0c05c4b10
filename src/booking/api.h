// The face of booking: who can be booked when, and everything that happens to a booking.
//
// Writes complete after they are durable. A refusal has changed nothing. Infrastructure that failed
// is an exception. All methods may be called from any thread.
#pragma once
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "booking/error.h"
#include "booking/free_times.h"
#include "booking/values.h"
#include "booking/views.h"
#include "identity/principal.h"
#include "runtime/task.h"

namespace meme::booking {

// Who asks, and the key that makes a retry harmless: the same key and request again gives the first
// answer again without a second effect (B3). `request_hash` tells requests apart. A refused request
// leaves its key free.
struct Request {
  identity::Principal caller;
  std::string idempotency_key;
  std::uint64_t request_hash = 0;
};

struct TakeHold {
  PortfolioId portfolio{};
  Minute start{};
  Place place = Place::shop;
};

struct BookHold {
  HoldId hold{};
  std::int64_t fence = 0;
  Contact contact;
};

// Books without a hold first: takes the time or is refused.
struct BookSlot {
  PortfolioId portfolio{};
  Minute start{};
  Place place = Place::shop;
  Contact contact;
};

// What a party does to a reservation.
struct Approve {};
struct Decline {
  std::string reason;
};
struct Cancel {
  std::string reason;
};
struct Reschedule {
  Minute start{};
};
struct CounterOffer {
  Minute start{};
  std::string message;
};
struct AcceptOffer {};
struct RefuseOffer {};
struct Complete {};
struct NoShow {};
using Change = std::variant<Approve, Decline, Cancel, Reschedule, CounterOffer, AcceptOffer,
                            RefuseOffer, Complete, NoShow>;

struct ChangeReservation {
  ReservationId reservation{};
  std::int64_t expected_version = 0;
  Change change;
};

struct JoinWaitlist {
  PortfolioId portfolio{};
  Date date{};
  TimeOfDay from;
  TimeOfDay to;
  Place place = Place::shop;
};

// The value, and its JSON text as stored with the idempotency key: a replay answers with the very
// same bytes.
template <class T>
struct Answer {
  T value;
  std::string body;
};

template <class T>
using Reply = runtime::Task<Result<Answer<T>>>;

class Booking {
 public:
  virtual ~Booking() = default;

  // From memory, without I/O. Refusals: not_found (no such or hidden portfolio, hidden from the
  // caller).
  virtual Result<FreeTimes> free_times(const AvailabilityRequest& wish) const = 0;
  virtual Result<MonthView> month(const MonthRequest& wish) const = 0;
  // Whether what was answered on this basis would be answered again.
  virtual bool holds_still(const Basis& basis) const = 0;
  // Names the caller's own hold as such.
  virtual Result<StartExplanation> explain(const identity::Principal& caller,
                                           const TakeHold& wish) const = 0;

  // Refusals: not_found, slot_taken, not_offered, too_many_holds, key_reused.
  virtual Reply<Hold> take_hold(Request request, TakeHold wish) = 0;
  // Refusals: not_found, hold_expired.
  virtual Result<Hold> hold(const identity::Principal& caller, HoldId id) const = 0;
  virtual std::vector<Hold> holds(const identity::Principal& caller) const = 0;
  virtual runtime::Task<Result<void>> release_hold(identity::Principal caller, HoldId id) = 0;

  // Refusals: not_found, hold_expired, stale_fence, address_needed, key_reused.
  virtual Reply<Reservation> book(Request request, BookHold wish) = 0;
  // Refusals: not_found, slot_taken, not_offered, address_needed, key_reused.
  virtual Reply<Reservation> book(Request request, BookSlot wish) = 0;
  // Refusals: not_found, not_allowed, version_mismatch, wrong_state, slot_taken, not_offered,
  // key_reused.
  virtual Reply<Reservation> change(Request request, ChangeReservation wish) = 0;

  // Refusals: not_found.
  virtual runtime::Task<Result<Reservation>> reservation(identity::Principal caller,
                                                         ReservationId id) = 0;
  virtual runtime::Task<Result<CancellationPreview>> cancellation(identity::Principal caller,
                                                                  ReservationId id) = 0;
  virtual runtime::Task<ReservationPage> reservations(identity::Principal caller,
                                                      ReservationFilter filter) = 0;

  // Refusals: not_found, already_waiting, time_is_free, window_not_offered, key_reused.
  virtual Reply<WaitlistPlace> join_waitlist(Request request, JoinWaitlist wish) = 0;
  virtual runtime::Task<std::vector<WaitlistPlace>> waitlist(identity::Principal caller) = 0;
  virtual runtime::Task<Result<void>> leave_waitlist(identity::Principal caller, WaitlistId id) = 0;

  // The artist's own. Refusals: not_found, invalid_schedule, version_mismatch.
  virtual runtime::Task<Result<VersionedSchedule>> schedule(identity::Principal caller,
                                                            ArtistId artist) = 0;
  virtual runtime::Task<Result<VersionedSchedule>> replace_schedule(identity::Principal caller,
                                                                    ReplaceSchedule wish) = 0;
  virtual runtime::Task<Result<SchedulePreview>> preview_schedule(identity::Principal caller,
                                                                  PreviewSchedule wish) = 0;
  virtual runtime::Task<Result<Agenda>> agenda(identity::Principal caller, AgendaRequest wish) = 0;
};

}  // namespace meme::booking
