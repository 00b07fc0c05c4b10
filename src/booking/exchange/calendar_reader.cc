#include "booking/exchange/calendar_reader.h"

#include <utility>

#include "base/check.h"
#include "http/compression.h"
#include "http/gunzip.h"

namespace meme::booking::exchange {
namespace {

using runtime::Task;

constexpr std::size_t readings_waiting_max = 64;
constexpr int fetches_max = 64;

std::unexpected<CalendarRefusal> unreadable(std::string reason, std::string detail) {
  return std::unexpected(
      CalendarRefusal{CalendarError::unreadable, std::move(reason), std::move(detail)});
}

std::unexpected<CalendarRefusal> unfetchable(const http::FetchRefusal& why) {
  return std::unexpected(CalendarRefusal{CalendarError::unfetchable, std::string(why.code()),
                                         std::string(why.sentence())});
}

std::string_view code_of(ical::BusyRefusalCode code) {
  switch (code) {
    case ical::BusyRefusalCode::too_large:
      return "too_large";
    case ical::BusyRefusalCode::not_a_calendar:
      return "not_a_calendar";
    case ical::BusyRefusalCode::damaged:
      return "damaged";
    case ical::BusyRefusalCode::too_many:
      return "too_many_entries";
    case ical::BusyRefusalCode::too_much_work:
      return "too_much_work";
  }
  MEME_ASSERT(false);
}

CalendarResult<Copy> copy_of(std::string_view text, const ical::BusyWindow& window) {
  const auto reading = ical::read_busy(text, window);
  if (!reading)
    return unreadable(std::string(code_of(reading.error().code)), reading.error().sentence());
  Copy copy;
  copy.busy = IntervalSet(std::span<const Interval>(reading->busy));
  copy.event_count = static_cast<std::int64_t>(reading->event_count);
  copy.left_out = ical::problem_sentence(*reading);
  return copy;
}

// Counts itself among the fetches under way.
class Turn {
 public:
  explicit Turn(std::atomic<int>& count) : count_(count) {
    if (count_.fetch_add(1) < fetches_max) return;
    count_.fetch_sub(1);
    throw runtime::Overloaded("fetching calendars");
  }
  ~Turn() { count_.fetch_sub(1); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  std::atomic<int>& count_;
};

}  // namespace

CalendarReader::CalendarReader(http::ClientOptions options)
    : client_(std::move(options)),
      workers_({.name = "calendars", .threads = 1, .queue_max = readings_waiting_max}) {}

Task<CalendarResult<Copy>> CalendarReader::read(std::string text, ical::BusyWindow window) {
  auto work = [&text, &window] {
    auto copy = copy_of(text, window);
    if (copy) copy->packed = http::gzip(text);
    return copy;
  };
  co_return co_await workers_.run(std::move(work));
}

Task<CalendarResult<Copy>> CalendarReader::read_again(std::string packed, ical::BusyWindow window) {
  auto work = [&packed, &window]() -> CalendarResult<Copy> {
    const auto text = http::gunzip(packed, ical::BusyLimits{}.bytes_max);
    if (!text) return unreadable("damaged", "The copy kept here is damaged.");
    return copy_of(*text, window);
  };
  co_return co_await workers_.run(std::move(work));
}

Task<std::expected<http::Fetched, http::FetchRefusal>> CalendarReader::ask(
    http::FetchRequest request) {
  const Turn turn(fetching_);
  co_return co_await client_.fetch(std::move(request));
}

Task<CalendarResult<Copy>> CalendarReader::fetch(BusyCalendarRow calendar, std::string known,
                                                 ical::BusyWindow window) {
  http::FetchRequest request{*calendar.url, {}, "text/calendar, text/plain;q=0.5, */*;q=0.1"};
  if (!known.empty()) {
    request.etag = calendar.etag;
    request.modified = calendar.modified;
  }
  auto fetched = co_await ask(std::move(request));
  if (!fetched) co_return unfetchable(fetched.error());
  if (!fetched->changed && known.empty())
    co_return unfetchable({http::FetchError::bad_answer});  // nobody had asked for changes only
  CalendarResult<Copy> copy;
  if (fetched->changed) {
    copy = co_await read(std::move(fetched->body), window);
  } else {
    copy = co_await read_again(std::move(known), window);
  }
  if (!copy) co_return copy;
  copy->etag = fetched->changed ? std::move(fetched->etag) : std::move(calendar.etag);
  copy->modified = fetched->changed ? std::move(fetched->modified) : std::move(calendar.modified);
  co_return copy;
}

}  // namespace meme::booking::exchange
