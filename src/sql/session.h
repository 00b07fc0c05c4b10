// One connection: prepared statements in, rows out. A Session is used by one thread at a time.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/function_ref.h"
#include "sql/errors.h"
#include "sql/query.h"
#include "sql/value.h"

namespace meme::sql {

// The row a statement stands on. Views are valid until the callback returns. Columns count from 0;
// NULL reads as 0 or as empty text.
class Row {
 public:
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;
  virtual std::span<const std::byte> blob(int column) const = 0;
  virtual int columns() const = 0;

  template <class AnyId>
  AnyId id(int column) const {
    return AnyId{static_cast<std::uint64_t>(integer(column))};
  }
  Instant instant(int column) const { return Instant{Instant::duration{integer(column)}}; }
  Minute minute(int column) const { return minute_of(integer(column)); }
  std::optional<std::int64_t> maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
  }

 protected:
  ~Row() = default;
};

using RowVisitor = FunctionRef<void(const Row&)>;

// Statements are prepared once per Session. Every call throws sql::Error or a kind of it; after a
// Constraint the statement has had no effect. On SQLite the transaction then goes on; elsewhere
// only rolling back, to a savepoint or wholly, is left.
class Session {
 public:
  virtual ~Session() = default;
  virtual Engine engine() const = 0;

  // Runs the statement to its end. The number of rows it inserted, updated or deleted.
  virtual std::int64_t execute_with(const Query& query, std::span<const Value> values) = 0;
  // Changes exactly one row. An engine that several processes write may put it off until the next
  // question or the end of the transaction; it throws Stale when there was no such row, or was one
  // already.
  virtual void write_with(const Query& query, std::span<const Value> values) {
    MEME_ASSERT(execute_with(query, values) == 1);
  }
  // A hint that this look-up will follow: an engine at the other end of a wire asks for all of a
  // batch at once.
  virtual void expect_with(const Query&, std::span<const Value>) {}
  // Calls `visit` for every row. `visit` may run other statements, but not the same one.
  virtual void query_with(const Query& query, std::span<const Value> values, RowVisitor visit) = 0;

  template <class... Arguments>
  std::int64_t execute(const Query& query, const Arguments&... arguments) {
    const std::array<Value, sizeof...(Arguments)> values{to_value(arguments)...};
    return execute_with(query, values);
  }
  template <class... Arguments>
  void write(const Query& query, const Arguments&... arguments) {
    const std::array<Value, sizeof...(Arguments)> values{to_value(arguments)...};
    write_with(query, values);
  }
  template <class... Arguments>
  void expect(const Query& query, const Arguments&... arguments) {
    const std::array<Value, sizeof...(Arguments)> values{to_value(arguments)...};
    expect_with(query, values);
  }
  template <class Visit, class... Arguments>
  void each(const Query& query, Visit&& visit, const Arguments&... arguments) {
    const std::array<Value, sizeof...(Arguments)> values{to_value(arguments)...};
    query_with(query, values, RowVisitor(visit));
  }
  // Calls `visit` for the only row. False when there is none; more than one is a bug.
  template <class Visit, class... Arguments>
  bool maybe_one(const Query& query, Visit&& visit, const Arguments&... arguments) {
    int rows = 0;
    each(
        query,
        [&](const Row& row) {
          MEME_ASSERT(++rows == 1);
          visit(row);
        },
        arguments...);
    return rows == 1;
  }
  // The first column of the only row.
  template <class... Arguments>
  std::optional<std::int64_t> maybe_integer(const Query& query, const Arguments&... arguments) {
    std::optional<std::int64_t> found;
    maybe_one(query, [&](const Row& row) { found = row.maybe_integer(0); }, arguments...);
    return found;
  }
};

}  // namespace meme::sql
