#include "booking/write.h"

#include <ranges>

#include "base/check.h"
#include "booking/json.h"
#include "runtime/failpoints.h"

namespace meme::booking {

Claim Write::claim_of(ArtistId artist, Interval blocked, std::uint64_t owner) {
  if (calendar(artist).claims.find(blocked.start) == nullptr) {
    const auto stored = store_.claim(artist, blocked.start);
    MEME_ASSERT(stored.has_value());
    const auto insert = [&](ArtistCalendar& to) { return to.claims.insert(*stored); };
    MEME_ASSERT(books_.calendars.write(artist, insert));
  }
  const Claim* found = calendar(artist).claims.find(blocked.start);
  MEME_ASSERT(found->owner == owner && found->end == blocked.end);
  return *found;
}

bool Write::take(ArtistId artist, const Claim& claim) {
  const bool taken = books_.calendars.write(
      artist, [&](ArtistCalendar& calendar) { return calendar.claims.insert(claim); });
  if (!taken) return false;
  on_undo([&books = books_, artist, claim] {
    books.calendars.write(artist, [&](ArtistCalendar& calendar) {
      MEME_ASSERT(calendar.claims.erase(claim.start, claim.owner));
      ++calendar.version;
    });
  });
  changed(artist, claim.blocked(), CalendarChangeKind::taken);
  store_.insert_claim(artist, claim);
  MEME_FAILPOINT("booking.claim.inserted");
  return true;
}

void Write::give_back(ArtistId artist, const Claim& claim) {
  books_.calendars.write(artist, [&](ArtistCalendar& calendar) {
    MEME_ASSERT(calendar.claims.erase(claim.start, claim.owner));
  });
  on_undo([&books = books_, artist, claim] {
    books.calendars.write(artist, [&](ArtistCalendar& calendar) {
      MEME_ASSERT(calendar.claims.insert(claim));
      ++calendar.version;
    });
  });
  changed(artist, claim.blocked(), CalendarChangeKind::freed);
  freed_.push_back({artist, claim.blocked()});
  store_.delete_claim(artist, claim.start, claim.owner);
  MEME_FAILPOINT("booking.claim.deleted");
}

void Write::hand_over(ArtistId artist, const Claim& from, ClaimKind kind, std::uint64_t owner) {
  Claim to = from;
  to.kind = kind;
  to.owner = owner;
  books_.calendars.write(artist, [&](ArtistCalendar& calendar) {
    MEME_ASSERT(calendar.claims.replace(from.start, from.owner, to));
    ++calendar.version;
  });
  on_undo([&books = books_, artist, from, owner] {
    books.calendars.write(artist, [&](ArtistCalendar& calendar) {
      MEME_ASSERT(calendar.claims.replace(from.start, owner, from));
      ++calendar.version;
    });
  });
  store_.change_claim(artist, from.start, kind, owner);
  MEME_FAILPOINT("booking.claim.changed");
}

void Write::changed(ArtistId artist, Interval interval, CalendarChangeKind kind) {
  const std::uint64_t version =
      books_.calendars.write(artist, [](ArtistCalendar& calendar) { return ++calendar.version; });
  events_.push_back(CalendarChanged{artist, interval, kind, version});
}

std::int64_t Write::next_fence(ArtistId artist) {
  const std::int64_t fence = books_.calendars.write(
      artist, [](ArtistCalendar& calendar) { return ++calendar.fence_last; });
  // Not undone: a fence that was never told to anyone may be skipped, but none may be given out
  // twice.
  store_.raise_fence(artist, fence);
  return fence;
}

void Write::add_hold(const HoldRow& hold) {
  books_.holds.insert(hold);
  on_undo([&books = books_, id = hold.id] { books.holds.erase(id); });
  store_.insert_hold(hold);
  MEME_FAILPOINT("booking.hold.inserted");
}

void Write::remove_hold(const HoldRow& hold) {
  books_.holds.erase(hold.id);
  on_undo([&books = books_, hold] { books.holds.insert(hold); });
  events_.push_back(HoldEnded{hold.id, hold.customer});
  store_.delete_hold(hold.id);
  MEME_FAILPOINT("booking.hold.deleted");
}

void Write::add_reservation(const ReservationRow& row, HistoryRow first) {
  if (row.deadline) {
    books_.deadlines.insert(*row.deadline, row.id);
    on_undo([&books = books_, at = *row.deadline, id = row.id] { books.deadlines.erase(at, id); });
  }
  store_.insert_reservation(row);
  MEME_FAILPOINT("booking.reservation.inserted");
  store_.append_history(first);
  MEME_FAILPOINT("booking.history.appended");
  append_event(row, first.event);
}

void Write::change_reservation(const ReservationRow& before, ReservationRow& row, HistoryRow why) {
  row.version = before.version + 1;
  row.updated_at = now_;
  why.version = row.version;
  if (before.deadline != row.deadline) {
    if (before.deadline) books_.deadlines.erase(*before.deadline, row.id);
    if (row.deadline) books_.deadlines.insert(*row.deadline, row.id);
    on_undo([&books = books_, id = row.id, was = before.deadline, is = row.deadline] {
      if (is) books.deadlines.erase(*is, id);
      if (was) books.deadlines.insert(*was, id);
    });
  }
  store_.update_reservation(row);
  MEME_FAILPOINT("booking.reservation.updated");
  store_.append_history(why);
  MEME_FAILPOINT("booking.history.appended");
  append_event(row, why.event);
}

void Write::append_event(const ReservationRow& row, const std::string& what) {
  events_.push_back(ReservationChanged{row.id, row.customer, row.artist, row.state, row.version});
  constexpr std::string_view topic = "booking.reservation";
  if (books_.outbox == nullptr || !books_.outbox->wanted(topic)) return;
  std::string payload;
  json::write(payload,
              ReservationMessage{row.id, row.artist, row.customer, row.state, row.version, what});
  books_.outbox->append(store_.session(), topic, row.artist.text(), payload);
  MEME_FAILPOINT("booking.outbox.appended");
}

void Write::add_waitlist(const WaitlistRow& row) {
  books_.waited_for.insert(
      row.artist);  // stays when undone: an artist nobody waits for costs one look-up
  store_.insert_waitlist(row);
  events_.push_back(WaitlistChanged{row.id, row.customer, row.state});
}

void Write::forget_waiting(ArtistId artist) {
  books_.waited_for.erase(artist);
  on_undo([&books = books_, artist] { books.waited_for.insert(artist); });
}

void Write::change_waitlist(const WaitlistRow& row, WaitlistState state,
                            std::optional<HoldId> offer) {
  store_.update_waitlist(row.id, state, offer);
  events_.push_back(WaitlistChanged{row.id, row.customer, state});
  MEME_FAILPOINT("booking.waitlist.updated");
}

void Write::replace_busy(ArtistId artist, IntervalSet busy) {
  const ArtistCalendar& known = calendar(artist);
  IntervalSet freed = known.busy ? *known.busy : IntervalSet();
  freed.subtract(busy);
  auto fresh = busy.empty() ? nullptr : std::make_unique<const IntervalSet>(std::move(busy));
  auto before = books_.calendars.write(artist, [&](ArtistCalendar& calendar) {
    return std::exchange(calendar.busy, std::move(fresh));
  });
  on_undo([&books = books_, artist, before = std::move(before)]() mutable {
    books.calendars.write(artist, [&](ArtistCalendar& calendar) {
      calendar.busy = std::move(before);
      ++calendar.version;
    });
  });
  changed(artist, {}, CalendarChangeKind::changed);
  // Whoever waits is checked against the calendar itself, so one interval around all is enough.
  const auto pieces = freed.intervals();
  if (!pieces.empty()) freed_.push_back({artist, {pieces.front().start, pieces.back().end}});
}

void Write::replace_schedule(ArtistId artist, SharedSchedule schedule, std::string_view document) {
  std::int64_t version = 0;
  SharedSchedule before;
  books_.calendars.write(artist, [&](ArtistCalendar& calendar) {
    before = std::exchange(calendar.schedule, std::move(schedule));
    version = ++calendar.schedule_version;
  });
  on_undo([&books = books_, artist, before] {
    books.calendars.write(artist, [&](ArtistCalendar& calendar) {
      calendar.schedule = before;
      --calendar.schedule_version;
      ++calendar.version;
    });
  });
  changed(artist, {}, CalendarChangeKind::changed);
  // New hours can offer anything that was not offered before.
  freed_.push_back({artist, {floor_minute(now_), Minute::max()}});
  store_.put_schedule(artist, version, document);
}

void Write::undo() noexcept {
  for (auto& action : std::views::reverse(undo_)) action();
  undo_.clear();
  events_.clear();
  freed_.clear();
}

}  // namespace meme::booking
