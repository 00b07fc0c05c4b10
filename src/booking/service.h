// Booking in one process over an embedded database: writes are decided one after another on the
// writer thread against the calendars in memory, and answered when their batch is on disk; reads of
// calendars come from memory.
#pragma once
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/function_ref.h"
#include "booking/api.h"
#include "booking/write.h"
#include "sql/database.h"

namespace meme::booking {

class Service final : public Booking {
 public:
  // All references must outlive the service. Listeners are told in this order.
  Service(Books& books, sql::Database& database, const Clock& clock,
          std::vector<EventListener*> listeners)
      : books_(books), database_(database), clock_(clock), listeners_(std::move(listeners)) {}

  Result<FreeTimes> free_times(const AvailabilityRequest& wish) const override;
  Result<MonthView> month(const MonthRequest& wish) const override;
  bool holds_still(const Basis& basis) const override;
  Result<StartExplanation> explain(const identity::Principal& caller,
                                   const TakeHold& wish) const override;

  Reply<Hold> take_hold(Request request, TakeHold wish) override;
  Result<Hold> hold(const identity::Principal& caller, HoldId id) const override;
  std::vector<Hold> holds(const identity::Principal& caller) const override;
  runtime::Task<Result<void>> release_hold(identity::Principal caller, HoldId id) override;

  Reply<Reservation> book(Request request, BookHold wish) override;
  Reply<Reservation> book(Request request, BookSlot wish) override;
  Reply<Reservation> change(Request request, ChangeReservation wish) override;

  runtime::Task<Result<Reservation>> reservation(identity::Principal caller,
                                                 ReservationId id) override;
  runtime::Task<Result<CancellationPreview>> cancellation(identity::Principal caller,
                                                          ReservationId id) override;
  runtime::Task<ReservationPage> reservations(identity::Principal caller,
                                              ReservationFilter filter) override;

  Reply<WaitlistPlace> join_waitlist(Request request, JoinWaitlist wish) override;
  runtime::Task<std::vector<WaitlistPlace>> waitlist(identity::Principal caller) override;
  runtime::Task<Result<void>> leave_waitlist(identity::Principal caller, WaitlistId id) override;

  runtime::Task<Result<VersionedSchedule>> schedule(identity::Principal caller,
                                                    ArtistId artist) override;
  runtime::Task<Result<VersionedSchedule>> replace_schedule(identity::Principal caller,
                                                            ReplaceSchedule wish) override;
  runtime::Task<Result<SchedulePreview>> preview_schedule(identity::Principal caller,
                                                          PreviewSchedule wish) override;
  runtime::Task<Result<Agenda>> agenda(identity::Principal caller, AgendaRequest wish) override;

  // Ends holds, offers and requests that are over at the clock's time. Called again and again
  // (booking.tick); costs no write when nothing is.
  runtime::Task<void> end_due();
  // Ends waitlist entries whose window has passed.
  runtime::Task<void> end_passed_windows();
  // Forgets answers older than the setting, in small writes.
  runtime::Task<void> forget_old_answers();
  // One transaction of another part of booking, with all that belongs to a write: calendars in
  // memory, offers of what it frees, events after the commit. `decide` may run twice and must
  // outlive the task.
  runtime::Task<void> perform(FunctionRef<void(Write&)> decide);

 private:
  // Runs `decide(Write&) -> R` as one transaction.
  template <class R, class Decide>
  runtime::Task<R> write(Decide decide);

  void tell(const std::vector<Event>& events) noexcept;

  Books& books_;
  sql::Database& database_;
  const Clock& clock_;
  std::vector<EventListener*> listeners_;
};

}  // namespace meme::booking
