// One write of booking: the rows and the calendars in memory change together, and go back together.
#pragma once
#include <functional>
#include <unordered_set>
#include <vector>

#include "base/ids.h"
#include "booking/calendars.h"
#include "booking/events.h"
#include "booking/hold_table.h"
#include "booking/settings.h"
#include "booking/store.h"
#include "catalogue/api.h"
#include "outbox/outbox.h"

namespace meme::booking {

// Everything booking keeps in memory; loaded at start (loading.h).
struct Books {
  Books(const catalogue::Catalogue& offer, std::uint64_t first_version, std::uint8_t process)
      : catalogue(offer), calendars(first_version), ids(process) {}

  // Whether a hold or a request is over. Any thread.
  bool anything_due(Instant now) const {
    return !holds.expired(now, 1).empty() || !deadlines.due(now, 1).empty();
  }

  const catalogue::Catalogue& catalogue;
  Calendars calendars;
  HoldTable holds;
  Deadlines deadlines;
  std::unordered_set<ArtistId> waited_for;  // artists somebody may wait for; writer thread only
  IdSource ids;
  BookingSettings settings;
  outbox::Outbox* outbox = nullptr;  // null: nobody is told outside this process
};

// Writer thread only. Each method changes the row and the memory; undo() takes the memory back when
// the transaction is rolled back. Events are collected and told after the commit.
class Write {
 public:
  Write(Books& books, sql::Session& session, Instant now)
      : books_(books), store_(session), now_(now) {}
  Write(const Write&) = delete;
  Write& operator=(const Write&) = delete;

  Instant now() const { return now_; }
  Books& books() { return books_; }
  const Books& books() const { return books_; }
  Store& store() { return store_; }
  sql::Session& session() { return store_.session(); }
  const ArtistCalendar& calendar(ArtistId artist) const { return books_.calendars.peek(artist); }

  // The claim that a hold or a reservation has; it must be there. One that ended too long ago to be
  // in memory is read back.
  Claim claim_of(ArtistId artist, Interval blocked, std::uint64_t owner);
  // False, and nothing changed, when it would overlap another claim.
  [[nodiscard]] bool take(ArtistId artist, const Claim& claim);
  void give_back(ArtistId artist, const Claim& claim);
  // Hold to reservation, pending to approved: the interval stays.
  void hand_over(ArtistId artist, const Claim& from, ClaimKind kind, std::uint64_t owner);

  std::int64_t next_fence(ArtistId artist);
  void add_hold(const HoldRow& hold);
  void remove_hold(const HoldRow& hold);

  void add_reservation(const ReservationRow& row, HistoryRow first);
  // `row` has its new values but the old version; this counts it up, keeps the deadline list right
  // and appends history.
  void change_reservation(const ReservationRow& before, ReservationRow& row, HistoryRow why);

  void add_waitlist(const WaitlistRow& row);
  // Nobody waits for the artist any more.
  void forget_waiting(ArtistId artist);
  void change_waitlist(const WaitlistRow& row, WaitlistState state, std::optional<HoldId> offer);

  // What the artist's other calendars keep busy, all of them together. Memory only: the rows are
  // exchange/'s.
  void replace_busy(ArtistId artist, IntervalSet busy);

  // Replaces the artist's schedule; `document` is its JSON.
  void replace_schedule(ArtistId artist, SharedSchedule schedule, std::string_view document);

  // Freed intervals that a waiting customer may want; see waitlists.h.
  struct Freed {
    ArtistId artist;
    Interval interval;
  };
  const std::vector<Freed>& freed() const { return freed_; }

  void undo() noexcept;
  const std::vector<Event>& events() const { return events_; }

 private:
  void changed(ArtistId artist, Interval interval, CalendarChangeKind kind);
  void on_undo(std::move_only_function<void()> action) { undo_.push_back(std::move(action)); }
  void append_event(const ReservationRow& row, const std::string& what);

  Books& books_;
  Store store_;
  Instant now_;
  std::vector<Event> events_;
  std::vector<Freed> freed_;
  std::vector<std::move_only_function<void()>> undo_;
};

}  // namespace meme::booking
