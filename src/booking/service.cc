#include "booking/service.h"

#include "booking/bookings.h"
#include "booking/changes.h"
#include "booking/holds.h"
#include "booking/schedules.h"
#include "booking/shown.h"
#include "booking/waitlists.h"

namespace meme::booking {
namespace {

// Expiry in steps, so that a crowd of holds that end together does not stop everybody else.
constexpr std::size_t expired_per_write = 64;

}  // namespace

template <class R, class Decide>
runtime::Task<R> Service::write(Decide decide) {
  struct Work final : sql::WriteWork {
    Work(Service& s, Decide& d) : service(s), decide(d) {}
    void run(sql::Session& tx) override {
      write.emplace(service.books_, tx, service.clock_.now());
      result.emplace(decide(*write));
      offer_freed(*write);
    }
    void rolled_back() noexcept override { write->undo(); }
    void committed() noexcept override { service.tell(write->events()); }

    Service& service;
    Decide& decide;
    std::optional<Write> write;
    std::optional<R> result;
  };
  Work work(*this, decide);
  co_await database_.writes().perform(work);
  co_return std::move(*work.result);
}

void Service::tell(const std::vector<Event>& events) noexcept {
  if (events.empty()) return;
  for (EventListener* listener : listeners_) listener->committed(events);
}

Reply<Hold> Service::take_hold(Request request, TakeHold wish) {
  using R = Result<Answer<Hold>>;
  co_return co_await write<R>([&](Write& w) { return booking::take_hold(w, request, wish); });
}

runtime::Task<Result<void>> Service::release_hold(identity::Principal caller, HoldId id) {
  co_return co_await write<Result<void>>(
      [&](Write& w) { return booking::release_hold(w, caller, id); });
}

Result<Hold> Service::hold(const identity::Principal& caller, HoldId id) const {
  const auto found = books_.holds.find(id);
  if (!found) return refuse(BookingError::hold_expired);
  // A counter-offer is answered through its reservation.
  if (found->customer != caller.member || found->purpose == HoldPurpose::counter_offer)
    return refuse(BookingError::not_found);
  const Instant now = clock_.now();
  if (found->expires_at <= now) return refuse(BookingError::hold_expired);
  return shown(books_, *found, now);
}

std::vector<Hold> Service::holds(const identity::Principal& caller) const {
  const Instant now = clock_.now();
  std::vector<Hold> all;
  for (const HoldRow& row : books_.holds.of_customer(caller.member)) {
    if (row.expires_at > now && row.purpose != HoldPurpose::counter_offer)
      all.push_back(shown(books_, row, now));
  }
  return all;
}

Reply<Reservation> Service::book(Request request, BookHold wish) {
  using R = Result<Answer<Reservation>>;
  co_return co_await write<R>([&](Write& w) { return booking::book(w, request, wish); });
}

Reply<Reservation> Service::book(Request request, BookSlot wish) {
  using R = Result<Answer<Reservation>>;
  co_return co_await write<R>([&](Write& w) { return booking::book(w, request, wish); });
}

Reply<Reservation> Service::change(Request request, ChangeReservation wish) {
  using R = Result<Answer<Reservation>>;
  co_return co_await write<R>([&](Write& w) { return change_reservation(w, request, wish); });
}

Reply<WaitlistPlace> Service::join_waitlist(Request request, JoinWaitlist wish) {
  using R = Result<Answer<WaitlistPlace>>;
  co_return co_await write<R>([&](Write& w) { return booking::join_waitlist(w, request, wish); });
}

runtime::Task<Result<void>> Service::leave_waitlist(identity::Principal caller, WaitlistId id) {
  co_return co_await write<Result<void>>(
      [&](Write& w) { return booking::leave_waitlist(w, caller, id); });
}

runtime::Task<Result<VersionedSchedule>> Service::replace_schedule(identity::Principal caller,
                                                                   ReplaceSchedule wish) {
  if (!caller.is_artist(wish.artist)) co_return refuse(BookingError::not_found);
  co_return co_await write<Result<VersionedSchedule>>(
      [&](Write& w) { return booking::replace_schedule(w, wish); });
}

runtime::Task<void> Service::end_due() {
  const auto end_some = [](Write& w) {
    expire_holds(w, expired_per_write);
    expire_requests(w, expired_per_write);
    return true;
  };
  while (books_.anything_due(clock_.now())) co_await write<bool>(end_some);
}

runtime::Task<void> Service::end_passed_windows() {
  const auto end_all = [](Write& w) {
    lapse_passed_windows(w);
    return true;
  };
  co_await write<bool>(end_all);
}

runtime::Task<void> Service::forget_old_answers() {
  constexpr int answers_per_write = 256;
  const auto forget = [before = clock_.now() - books_.settings.answers_kept](Write& w) {
    return w.store().forget_answers(before, answers_per_write);
  };
  while (co_await write<std::int64_t>(forget) == answers_per_write) {
  }
}

runtime::Task<void> Service::perform(FunctionRef<void(Write&)> decide) {
  const auto whole = [decide](Write& w) {
    decide(w);
    return true;
  };
  co_await write<bool>(whole);
}

}  // namespace meme::booking
