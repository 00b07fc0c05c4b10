// Gets the text of a calendar and reads it.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>

#include "booking/domain/interval_set.h"
#include "booking/exchange/busy_calendar_rows.h"
#include "booking/exchange/error.h"
#include "booking/ical/busy_reader.h"
#include "http/client.h"
#include "runtime/task.h"
#include "runtime/workers.h"

namespace meme::booking::exchange {

// A good reading of a calendar.
struct Copy {
  std::string packed;  // its text with gzip; empty when the stored one still counts
  std::string etag;
  std::string modified;
  IntervalSet busy;  // within the window
  std::int64_t event_count = 0;
  std::string left_out;  // a sentence on entries that could not be read; empty when all could
};

// Any thread. Reading and packing happen on a thread of their own, so that no caller's event loop
// waits for a large calendar.
class CalendarReader {
 public:
  explicit CalendarReader(http::ClientOptions options);

  // Refusals: unreadable.
  runtime::Task<CalendarResult<Copy>> read(std::string text, ical::BusyWindow window);
  // A text that was packed before; the window has moved on. Refusals: unreadable.
  runtime::Task<CalendarResult<Copy>> read_again(std::string packed, ical::BusyWindow window);
  // From the calendar's address, asking only for changes of `known`, the copy at hand, if there is
  // one. Refusals: unreadable, unfetchable. Throws runtime::Overloaded when too many fetches are
  // under way.
  runtime::Task<CalendarResult<Copy>> fetch(BusyCalendarRow calendar, std::string known,
                                            ical::BusyWindow window);

 private:
  runtime::Task<std::expected<http::Fetched, http::FetchRefusal>> ask(http::FetchRequest request);

  http::Client client_;
  runtime::WorkerPool workers_;
  std::atomic<int> fetching_{0};
};

}  // namespace meme::booking::exchange
