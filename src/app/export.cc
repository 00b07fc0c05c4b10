#include "app/export.h"

#include <fmt/format.h>

#include "app/queries.h"
#include "booking/names.h"
#include "catalogue/facts.h"
#include "json/json.h"
#include "members/json.h"

namespace meme::app {
namespace {

void integer(std::string& out, const sql::Row& row, int column) {
  fmt::format_to(std::back_inserter(out), "{}", row.integer(column));
}
void text(std::string& out, const sql::Row& row, int column) {
  json::append_string(out, row.text(column));
}
// What is JSON in the database already.
void raw(std::string& out, const sql::Row& row, int column) {
  out.append(row.text(column));
}
void truth(std::string& out, const sql::Row& row, int column) {
  out.append(row.integer(column) != 0 ? "true" : "false");
}
void instant(std::string& out, const sql::Row& row, int column) {
  json::write(out, row.instant(column));
}
void minute(std::string& out, const sql::Row& row, int column) {
  json::write(out, row.minute(column));
}
void date(std::string& out, const sql::Row& row, int column) {
  json::write(out, Date{sys_days{std::chrono::days{row.integer(column)}}});
}
void time_of_day(std::string& out, const sql::Row& row, int column) {
  out.push_back('"');
  append_time_of_day(out, static_cast<int>(row.integer(column)));
  out.push_back('"');
}
template <class AnyId>
void id(std::string& out, const sql::Row& row, int column) {
  json::write(out, row.id<AnyId>(column));
}
template <class E>
void named(std::string& out, const sql::Row& row, int column) {
  json::write(out, static_cast<E>(row.integer(column)));
}
void roles(std::string& out, const sql::Row& row, int column) {
  using members::RoleName;
  constexpr std::pair<identity::Role, RoleName> all[] = {
      {identity::Role::customer, RoleName::customer},
      {identity::Role::artist, RoleName::artist},
      {identity::Role::operator_, RoleName::operator_}};
  const auto held = identity::Roles::from_bits(row.integer(column));
  std::vector<RoleName> names;
  for (const auto& [role, name] : all) {
    if (held.has(role)) names.push_back(name);
  }
  json::write(out, names);
}

using booking::Actor;
using booking::ReservationState;
using booking::WaitlistState;
using catalogue::BookingMode;
using catalogue::Category;
using catalogue::Place;
using catalogue::PlaceSet;

constexpr Column member_columns[] = {{"id", id<MemberId>},  {"name", text},
                                     {"phone", text},       {"locale", text},
                                     {"roles", roles},      {"artistId", id<ArtistId>},
                                     {"createdAt", instant}};
constexpr Column artist_columns[] = {{"id", id<ArtistId>},
                                     {"name", text},
                                     {"district", text},
                                     {"place", named<PlaceSet>},
                                     {"ratingHundredths", integer},
                                     {"reviewCount", integer},
                                     {"experienceYears", integer},
                                     {"hidden", truth},
                                     {"createdAt", instant},
                                     {"bio", text}};
constexpr Column portfolio_columns[] = {
    {"id", id<PortfolioId>}, {"artistId", id<ArtistId>},    {"title", text},
    {"description", text},   {"category", named<Category>}, {"place", named<PlaceSet>},
    {"price", integer},      {"durationMinutes", integer},  {"mode", named<BookingMode>},
    {"hidden", truth},       {"createdAt", instant}};
constexpr Column schedule_columns[] = {
    {"artistId", id<ArtistId>}, {"version", integer}, {"document", raw}};
constexpr Column busy_calendar_columns[] = {
    {"id", id<BusyCalendarId>}, {"artistId", id<ArtistId>}, {"name", text}, {"url", text},
    {"readAt", instant},        {"eventCount", integer}};
constexpr Column busy_time_columns[] = {
    {"calendarId", id<BusyCalendarId>}, {"start", minute}, {"end", minute}};
constexpr Column reservation_columns[] = {{"id", id<ReservationId>},
                                          {"artistId", id<ArtistId>},
                                          {"portfolioId", id<PortfolioId>},
                                          {"customerId", id<MemberId>},
                                          {"state", named<ReservationState>},
                                          {"place", named<Place>},
                                          {"mode", named<BookingMode>},
                                          {"start", minute},
                                          {"end", minute},
                                          {"price", integer},
                                          {"title", text},
                                          {"cancellation", raw},
                                          {"contact", raw},
                                          {"canceledBy", named<Actor>},
                                          {"canceledReason", text},
                                          {"refund", integer},
                                          {"version", integer},
                                          {"createdAt", instant},
                                          {"updatedAt", instant}};
constexpr Column history_columns[] = {{"reservationId", id<ReservationId>},
                                      {"version", integer},
                                      {"at", instant},
                                      {"actor", named<Actor>},
                                      {"event", text},
                                      {"state", named<ReservationState>},
                                      {"detail", text}};
constexpr Column hold_columns[] = {
    {"id", id<HoldId>},      {"artistId", id<ArtistId>}, {"portfolioId", id<PortfolioId>},
    {"place", named<Place>}, {"start", minute},          {"end", minute},
    {"expiresAt", instant}};
constexpr Column waitlist_columns[] = {{"id", id<WaitlistId>},
                                       {"artistId", id<ArtistId>},
                                       {"portfolioId", id<PortfolioId>},
                                       {"place", named<Place>},
                                       {"date", date},
                                       {"from", time_of_day},
                                       {"to", time_of_day},
                                       {"state", named<WaitlistState>},
                                       {"createdAt", instant}};
constexpr Column answer_columns[] = {{"key", text}, {"body", text}, {"createdAt", instant}};

struct Section {
  std::string_view name;
  const sql::Query& query;
  std::span<const Column> columns;
};

void append_section(std::string& out, sql::Session& session, const Section& section,
                    MemberId member) {
  fmt::format_to(std::back_inserter(out), ",\"{}\":[", section.name);
  bool first = true;
  session.each(
      section.query,
      [&](const sql::Row& row) {
        if (!std::exchange(first, false)) out.push_back(',');
        append_json_object(out, row, section.columns);
      },
      member);
  out.push_back(']');
}

// What stands between JSON's quotation marks, unescaped as far as an export can hold escapes.
std::string plain(const std::string& value) {
  if (!value.starts_with('"')) return value;
  auto read = json::read<std::string>(value);
  return read ? *read : value;
}

}  // namespace

void append_json_object(std::string& out, const sql::Row& row, std::span<const Column> columns) {
  out.push_back('{');
  bool first = true;
  for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
    if (row.is_null(i)) continue;
    if (!std::exchange(first, false)) out.push_back(',');
    const Column& column = columns[static_cast<std::size_t>(i)];
    fmt::format_to(std::back_inserter(out), "\"{}\":", column.name);
    column.append(out, row, i);
  }
  out.push_back('}');
}

void append_csv_line(std::string& out, const sql::Row& row, std::span<const Column> columns) {
  for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
    if (i != 0) out.push_back(',');
    if (row.is_null(i)) continue;
    std::string value;
    columns[static_cast<std::size_t>(i)].append(value, row, i);
    const bool was_text = value.starts_with('"');
    value = plain(value);
    const bool like_formula =
        was_text && !value.empty() && std::string_view("=+-@\t\r").contains(value.front());
    if (like_formula) value.insert(value.begin(), '\'');
    if (value.find_first_of(",\"\r\n") == std::string::npos) {
      out += value;
      continue;
    }
    out.push_back('"');
    for (const char c : value) {
      if (c == '"') out.push_back('"');
      out.push_back(c);
    }
    out.push_back('"');
  }
  out += "\r\n";
}

void append_csv_title(std::string& out, std::span<const Column> columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i != 0) out.push_back(',');
    out += columns[i].name;
  }
  out += "\r\n";
}

bool export_person(sql::ReadSession& session, MemberId member, std::string& out) {
  const sql::Snapshot snapshot(session);
  const Section sections[] = {
      {"artists", queries::exported_artist, artist_columns},
      {"portfolios", queries::exported_portfolios, portfolio_columns},
      {"schedules", queries::exported_schedules, schedule_columns},
      {"busyCalendars", queries::exported_busy_calendars, busy_calendar_columns},
      {"busyTimes", queries::exported_busy_times, busy_time_columns},
      {"reservations", queries::exported_reservations_of, reservation_columns},
      {"history", queries::exported_history_of, history_columns},
      {"holds", queries::exported_holds_of, hold_columns},
      {"waitlist", queries::exported_waitlist_of, waitlist_columns},
      {"answers", queries::exported_answers_of, answer_columns}};
  out += "{\"member\":";
  const bool found = session.maybe_one(
      queries::exported_member,
      [&](const sql::Row& row) { append_json_object(out, row, member_columns); }, member);
  if (!found) return false;
  for (const Section& section : sections) append_section(out, session, section, member);
  out += "}\n";
  return true;
}

std::int64_t export_reservations(sql::ReadSession& session, ExportForm form,
                                 FunctionRef<void(std::string_view)> write) {
  constexpr int at_once = 5'000;
  std::int64_t total = 0, last = 0;
  std::string piece;
  if (form == ExportForm::csv) append_csv_title(piece, reservation_columns);
  const char* before = "[\n";
  for (int rows = at_once; rows == at_once;) {
    rows = 0;
    session.each(
        queries::exported_reservations_after,
        [&](const sql::Row& row) {
          ++rows;
          last = row.integer(0);
          if (form == ExportForm::csv) {
            append_csv_line(piece, row, reservation_columns);
          } else {
            piece += std::exchange(before, ",\n");
            append_json_object(piece, row, reservation_columns);
          }
        },
        last, at_once);
    write(piece);
    piece.clear();
    total += rows;
  }
  if (form == ExportForm::json) write(total == 0 ? "[]\n" : "\n]\n");
  return total;
}

}  // namespace meme::app
