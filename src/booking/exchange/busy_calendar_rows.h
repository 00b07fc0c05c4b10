// The rows of imported calendars in a database. One thread, one transaction or snapshot.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/function_ref.h"
#include "base/ids.h"
#include "base/time.h"
#include "booking/domain/interval_set.h"
#include "sql/session.h"

namespace meme::booking::exchange {

struct BusyCalendarRow {
  BusyCalendarId id{};
  ArtistId artist{};
  std::string name;
  std::optional<std::string> url;  // none: handed in as a file
  std::string etag;                // what the other server called the last good copy
  std::string modified;
  Instant tried_at{};
  Instant read_at{};  // the last good reading
  Instant due_at{};
  std::int32_t failures = 0;  // since then
  std::int64_t event_count = 0;
  std::string problem;  // a code, empty: none
  std::string problem_detail;
};

class BusyCalendarRows {
 public:
  explicit BusyCalendarRows(sql::Session& session) : session_(session) {}

  void insert(const BusyCalendarRow& row);
  // Writes all but id, artist and url. False when the calendar is gone.
  bool update(const BusyCalendarRow& row);
  void remove(BusyCalendarId id);  // with its source and times

  std::optional<BusyCalendarRow> find(BusyCalendarId id);
  std::vector<BusyCalendarRow> of_artist(ArtistId artist);
  // The one that waits longest among those due at `now`.
  std::optional<BusyCalendarRow> next_due(Instant now);

  void replace_source(BusyCalendarId id, std::string_view packed);
  std::string source(BusyCalendarId id);  // packed, empty when there is none

  void replace_times(BusyCalendarId id, const IntervalSet& busy);
  IntervalSet times(BusyCalendarId id);
  IntervalSet times_of_artist(ArtistId artist);  // of all her calendars together

  // For loading at start: every artist with other calendars.
  std::vector<ArtistId> artists();

 private:
  sql::Session& session_;
};

}  // namespace meme::booking::exchange
