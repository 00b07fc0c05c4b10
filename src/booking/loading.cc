#include "booking/loading.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <span>
#include <stdexcept>
#include <thread>
#include <unordered_map>
#include <vector>

#include "booking/exchange/busy_calendar_rows.h"
#include "booking/json.h"
#include "booking/schedules.h"

namespace meme::booking {
namespace {

constexpr Minutes kept_past{24 * 60};

// Many artists have the same hours: equal texts are read once. Any thread.
class ScheduleTexts {
 public:
  SharedSchedule read(ArtistId artist, std::string_view text) {
    const std::scoped_lock lock(mutex_);
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
  std::mutex mutex_;
  std::unordered_map<std::string, SharedSchedule, Hash, std::equal_to<>> known_;
};

// Some of the artists, loaded by one thread. Shares begin where a chunk of the calendars does, so
// that no two threads make one.
struct Share {
  ArtistId first, last;  // [first, last)
  Loaded loaded{};
  std::exception_ptr problem{};
};

std::vector<Share> shares_of(ArtistId largest) {
  constexpr std::uint64_t shares_max = 4, worth_a_thread = 16 * Calendars::chunk_size;
  const std::uint64_t processors = std::max(1U, std::thread::hardware_concurrency());
  const std::uint64_t count = std::clamp<std::uint64_t>(largest.value / worth_a_thread, 1,
                                                        std::min(shares_max, processors));
  const std::uint64_t chunks = largest.value / Calendars::chunk_size / count + 1;
  std::vector<Share> shares;
  for (std::uint64_t i = 0; i < count; ++i) {
    shares.push_back({ArtistId{i * chunks * Calendars::chunk_size},
                      ArtistId{(i + 1) * chunks * Calendars::chunk_size}});
  }
  shares.back().last = ArtistId{Calendars::artists_max + 1};
  return shares;
}

void load_schedules(Books& books, Store& store, ScheduleTexts& texts, Share& share) {
  store.each_schedule(share.first, share.last,
                      [&](ArtistId artist, std::int64_t version, std::string_view text) {
                        SharedSchedule schedule = texts.read(artist, text);
                        books.calendars.write(artist, [&](ArtistCalendar& calendar) {
                          calendar.schedule = std::move(schedule);
                          calendar.schedule_version = version;
                        });
                        ++share.loaded.artists;
                      });
}

void load_claims(Books& books, Store& store, Minute ends_after, Share& share) {
  store.each_claim(share.first, share.last, ends_after, [&](ArtistId artist, const Claim& claim) {
    const bool inserted = books.calendars.write(
        artist, [&](ArtistCalendar& calendar) { return calendar.claims.insert(claim); });
    if (!inserted)
      throw std::runtime_error("claims of " + artist.text() + " overlap; restore from a backup");
    ++share.loaded.claims;
  });
}

void load_fences(Books& books, Store& store, const Share& share) {
  store.each_fence(share.first, share.last, [&](ArtistId artist, std::int64_t last) {
    books.calendars.write(artist, [&](ArtistCalendar& calendar) { calendar.fence_last = last; });
  });
}

// What grows with the number of artists, on a few threads with a connection each.
void load_artists(Books& books, sql::Database& database, Minute ends_after, Loaded& loaded) {
  ScheduleTexts texts;
  std::vector<Share> shares = shares_of(Store(*database.open_reader()).largest_artist());
  const auto load_share = [&](Share& share) {
    try {
      const auto reader = database.open_reader();
      Store store(*reader);
      load_schedules(books, store, texts, share);
      load_claims(books, store, ends_after, share);
      load_fences(books, store, share);
    } catch (...) {
      share.problem = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (Share& share : std::span(shares).subspan(1)) {
      others.emplace_back([&load_share, &share] { load_share(share); });
    }
    load_share(shares.front());
  }
  for (const Share& share : shares) {
    if (share.problem) std::rethrow_exception(share.problem);
    loaded.artists += share.loaded.artists;
    loaded.claims += share.loaded.claims;
  }
  loaded.schedules = texts.size();
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
  load_artists(books, database, floor_minute(now) - kept_past, loaded);
  const auto reader = database.open_reader();
  Store store(*reader);
  load_busy(books, *reader, loaded);
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
