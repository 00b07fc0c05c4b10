// Data on its way out, as JSON and CSV. Reads only, also while the database is served.
#pragma once
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

#include "base/function_ref.h"
#include "base/ids.h"
#include "sql/readers.h"

namespace meme::app {

// How a column of a row is shown.
struct Column {
  std::string_view name;
  void (*append)(std::string& out, const sql::Row& row, int column);  // as JSON; not for NULL
};

// {"name":value,…}; a NULL is left out.
void append_json_object(std::string& out, const sql::Row& row, std::span<const Column> columns);
// RFC 4180, with the line's end. A NULL is empty. Text that a spreadsheet would take for a formula
// gets an apostrophe in front.
void append_csv_line(std::string& out, const sql::Row& row, std::span<const Column> columns);
void append_csv_title(std::string& out, std::span<const Column> columns);

// Everything that is kept of one person, as one JSON object. False when there is no such member.
bool export_person(sql::ReadSession& session, MemberId member, std::string& out);

enum class ExportForm : std::uint8_t { csv, json };  // json: one array, one line an element

// All reservations in order of id, handed to `write` in pieces. Each is as it is when it is read.
// The number of reservations.
std::int64_t export_reservations(sql::ReadSession& session, ExportForm form,
                                 FunctionRef<void(std::string_view)> write);

}  // namespace meme::app
