// What one booking writes, read from a .rows file, so that the bare programme writes what the
// service writes.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/random.h"

namespace meme::sql::bench {

struct Value {
  enum class Kind {
    id,
    artist,
    portfolio,
    customer,
    start,
    end,
    blocked_end,
    now,
    null,
    text,
    key,
    number
  };
  Kind kind = Kind::null;
  std::int64_t number = 0;  // of a number; the length of a text
};

struct RowStatement {
  std::string name;
  std::string text;
  std::vector<Value> values;
};

struct RowSet {
  std::string schema;
  std::vector<RowStatement> statements;
};

// Paths in the file are relative to `root`. Throws std::runtime_error when something in it does not
// fit.
RowSet read_row_set(const std::filesystem::path& file, const std::filesystem::path& root);

// The drawn values of one booking.
struct Drawn {
  std::int64_t id, artist, customer, start, now;
  std::string key;
};

// Draws bookings that never overlap: each artist's slots are handed out in turn.
class Draw {
 public:
  Draw(std::int64_t artists, std::int64_t customers, std::uint64_t seed);
  Drawn next();
  Random& random() { return random_; }

 private:
  Random random_;
  std::vector<std::uint32_t> next_slot_;
  std::int64_t customers_;
  std::int64_t last_id_;
};

class PreparedRow {
 public:
  PreparedRow(sqlite3* db, const RowStatement& row);
  ~PreparedRow();
  PreparedRow(const PreparedRow&) = delete;
  PreparedRow& operator=(const PreparedRow&) = delete;

  // False when SQLite refuses.
  bool write(const Drawn& drawn, Random& random);

 private:
  const RowStatement& row_;
  sqlite3_stmt* statement_ = nullptr;
  std::vector<int> positions_;  // where SQLite keeps $1, $2 …
};

}  // namespace meme::sql::bench
