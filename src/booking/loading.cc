#include "booking/loading.h"

#include <stdexcept>
#include <thread>
#include <unordered_map>

#include "booking/exchange/busy_calendar_rows.h"
#include "booking/json.h"
#include "booking/schedules.h"

namespace meme::booking {
namespace {

constexpr Minutes kept_past{24 * 60};

// Many artists have the same hours: equal texts are read once.
class ScheduleTexts {
 public:
  SharedSchedule read(ArtistId artist, std::string_view text) {
    const auto found = known_.find(text);
    if (found != known_.end()) return found->second;
    const auto document = json::read<ScheduleDocument>(text);
    auto schedule = document ? compile_schedule(*document)
                             : Result<SharedSchedule>(refuse(BookingError::invalid_schedule));
    if (!schedule) {
      const std::string why =
          document ? schedule.error().reasons.front().detail : document.error().front().detail;
      throw std::runtime_error("the stored schedule of " + artist.text() + " cannot be read (" +
                               why + "); restore it from a backup");
    }
    return known_.emplace(std::string(text), std::move(*schedule)).first->second;
  }
  std::size_t size() const { return known_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, SharedSchedule, Hash, std::equal_to<>> known_;
};

void load_schedules(Books& books, Store& store, Loaded& loaded) {
  ScheduleTexts texts;
  store.each_schedule([&](ArtistId artist, std::int64_t version, std::string_view text) {
    SharedSchedule schedule = texts.read(artist, text);
    books.calendars.write(artist, [&](ArtistCalendar& calendar) {
      calendar.schedule = std::move(schedule);
      calendar.schedule_version = version;
    });
    ++loaded.artists;
  });
  loaded.schedules = texts.size();
}

void load_claims(Books& books, Store& store, Minute ends_after, Loaded& loaded) {
  store.each_claim(ArtistId{0}, ArtistId{Calendars::artists_max + 1}, ends_after,
                   [&](ArtistId artist, const Claim& claim) {
                     const bool inserted = books.calendars.write(
                         artist,
                         [&](ArtistCalendar& calendar) { return calendar.claims.insert(claim); });
                     if (!inserted)
                       throw std::runtime_error("claims of " + artist.text() +
                                                " overlap; restore from a backup");
                     ++loaded.claims;
                   });
}

void load_busy(Books& books, sql::Session& session, Loaded& loaded) {
  exchange::BusyCalendarRows rows(session);
  for (const ArtistId artist : rows.artists()) {
    IntervalSet busy = rows.times_of_artist(artist);
    if (busy.empty()) continue;
    books.calendars.write(artist, [&](ArtistCalendar& calendar) {
      calendar.busy = std::make_unique<const IntervalSet>(std::move(busy));
    });
    ++loaded.busy;
  }
}

}  // namespace

Loaded load(Books& books, sql::Database& database, Instant now) {
  Loaded loaded;
  const auto reader = database.open_reader();
  Store store(*reader);
  load_schedules(books, store, loaded);
  load_claims(books, store, floor_minute(now) - kept_past, loaded);
  load_busy(books, *reader, loaded);
  store.each_fence([&](ArtistId artist, std::int64_t last) {
    books.calendars.write(artist, [&](ArtistCalendar& calendar) { calendar.fence_last = last; });
  });
  store.each_hold([&](const HoldRow& hold) {
    books.holds.insert(hold);
    ++loaded.holds;
  });
  store.each_pending(
      [&](ReservationId id, Instant deadline) { books.deadlines.insert(deadline, id); });
  store.each_artist_waited_for([&](ArtistId artist) { books.waited_for.insert(artist); });
  books.ids.start_after(store.largest_id());
  return loaded;
}

}  // namespace meme::booking
