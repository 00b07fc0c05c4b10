// The session of a batch of jobs: what can wait is gathered, so that a whole batch takes a few
// round trips with a few statements instead of one for each row.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sql/postgres/connection.h"

namespace meme::sql::postgres {

// Writes of one row are put off until a question or flush(), and joined with others of the same
// statement. One moves in front of another statement only when both are known to be about
// different rows: other tables, or another leading value (another artist). The writer's thread.
class BatchSession final : public Session {
 public:
  explicit BatchSession(Connection& connection) : connection_(connection) {}

  Engine engine() const override { return Engine::postgres; }
  std::int64_t execute_with(const Query& query, std::span<const Value> values) override;
  void query_with(const Query& query, std::span<const Value> values, RowVisitor visit) override;
  void write_with(const Query& query, std::span<const Value> values) override;
  void expect_with(const Query& query, std::span<const Value> values) override;

  // Sends what was put off. Throws Stale when a statement did not find its row, or found one
  // already, and everything else that a statement throws.
  void flush();
  // Forgets what was put off and looked up: a new transaction.
  void clear();

 private:
  struct Group {
    const Query* query = nullptr;
    const Prepared* prepared = nullptr;
    std::vector<ArrayColumn> columns;      // of a statement that takes arrays
    Parameters parameters;                 // of one that takes values
    std::unordered_set<std::string> keys;  // of its rows
    std::int64_t rows = 0;
  };
  // Where the statements are that touch the rows with one leading value.
  struct Table {
    std::unordered_map<std::string, std::size_t> last_group;
  };
  // All look-ups of one statement, asked at once.
  struct Lookup {
    const Query* query = nullptr;
    std::vector<ArrayColumn> columns;
    const Prepared* prepared = nullptr;
    std::unordered_map<std::string, int> number_of;  // key -> array element, from 1
    int asked = 0;
    Result answers;                             // null until asked
    std::unordered_multimap<int, int> rows_of;  // array element -> row
  };

  Group& group_for(const Query& query, std::span<const Value> values, const Prepared& prepared);
  void add_row(Group& group, std::span<const Value> values) const;
  void forget_answers_about(const Query& query, std::span<const Value> values);
  bool answer_from_lookup(const Query& query, std::span<const Value> values, RowVisitor visit);
  void ask(Lookup& lookup);
  void write_now(const Query& query, std::span<const Value> values);

  Connection& connection_;
  std::vector<Group> groups_;
  std::size_t put_off_ = 0;  // rows
  std::size_t barrier_ = 0;  // no row joins a group before this one
  std::unordered_map<std::string_view, Table> tables_;
  std::unordered_map<const Query*, std::size_t> newest_of_;  // the statement's newest group
  std::unordered_map<const Query*, Lookup> lookups_;
};

}  // namespace meme::sql::postgres
