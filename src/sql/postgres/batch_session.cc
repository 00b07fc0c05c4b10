#include "sql/postgres/batch_session.h"

#include <fmt/format.h>

namespace meme::sql::postgres {
namespace {

constexpr std::size_t put_off_max = 4096;  // rows

// The first `count` values as one text.
std::string key_of(std::span<const Value> values, int count) {
  std::string key;
  for (const Value& value : values.first(static_cast<std::size_t>(count))) append_key(key, value);
  return key;
}

std::vector<ArrayColumn> columns_of(const Prepared& prepared) {
  std::vector<ArrayColumn> columns;
  for (const Oid type : prepared.types) columns.emplace_back(type);
  return columns;
}

Parameters finished(const std::vector<ArrayColumn>& columns) {
  Parameters parameters;
  for (const ArrayColumn& column : columns) parameters.values.push_back(column.finish());
  parameters.nulls.resize(columns.size(), false);
  return parameters;
}

void check_changed(const Query& query, std::int64_t changed, std::int64_t expected) {
  if (changed == expected) return;
  throw Stale(fmt::format("{} changed {} rows, not {}", query.name(), changed, expected), 0);
}

// A key or an interval that another process has taken.
bool is_taken(const Constraint& refused) {
  return refused.code() == state_code("23505") || refused.code() == state_code("23P01");
}

bool is_put_off(const Query& query) {
  return query.rows().table != nullptr;
}

}  // namespace

std::int64_t BatchSession::execute_with(const Query& query, std::span<const Value> values) {
  flush();
  lookups_.clear();
  return connection_.execute_with(query, values);
}

void BatchSession::query_with(const Query& query, std::span<const Value> values, RowVisitor visit) {
  if (answer_from_lookup(query, values, visit)) return;
  flush();
  connection_.query_with(query, values, visit);
}

void BatchSession::write_with(const Query& query, std::span<const Value> values) {
  if (!connection_.in_transaction()) return write_now(query, values);
  forget_answers_about(query, values);
  const Prepared& prepared = connection_.prepare(query, values);
  if (values.size() != prepared.types.size()) {
    throw Error(fmt::format("{}: wrong number of parameters", query.name()), 0);
  }
  add_row(group_for(query, values, prepared), values);
  if (++put_off_ >= put_off_max) flush();
}

void BatchSession::write_now(const Query& query, std::span<const Value> values) {
  check_changed(query, connection_.execute_with(query, values), 1);
}

BatchSession::Group& BatchSession::group_for(const Query& query, std::span<const Value> values,
                                             const Prepared& prepared) {
  const bool joins = is_put_off(query);
  const auto newest = newest_of_.find(&query);
  if (joins && newest != newest_of_.end() && newest->second >= barrier_) {
    auto& last_group = tables_[query.rows().table].last_group;
    const auto [last, first_of_its_kind] =
        last_group.try_emplace(key_of(values, 1), newest->second);
    Group& group = groups_[newest->second];
    const bool in_order = first_of_its_kind || last->second <= newest->second;
    if (in_order && group.keys.insert(key_of(values, query.rows().key)).second) {
      last->second = newest->second;
      return group;
    }
  }
  Group& group = groups_.emplace_back();
  group.query = &query;
  group.prepared = &prepared;
  newest_of_[&query] = groups_.size() - 1;
  if (!joins) {
    barrier_ = groups_.size();
    return group;
  }
  group.columns = columns_of(prepared);
  group.keys.insert(key_of(values, query.rows().key));
  tables_[query.rows().table].last_group[key_of(values, 1)] = groups_.size() - 1;
  return group;
}

void BatchSession::add_row(Group& group, std::span<const Value> values) const {
  ++group.rows;
  if (!is_put_off(*group.query)) {
    group.parameters = connection_.encode(*group.query, *group.prepared, values);
    return;
  }
  for (std::size_t i = 0; i < values.size(); ++i) group.columns[i].append(values[i]);
}

void BatchSession::flush() {
  if (groups_.empty()) return;
  const auto groups = std::exchange(groups_, {});
  newest_of_.clear();
  tables_.clear();
  barrier_ = 0;
  put_off_ = 0;
  for (const Group& group : groups) {
    const bool arrays = !group.columns.empty();
    connection_.send(*group.prepared, arrays ? finished(group.columns) : group.parameters);
  }
  std::vector<Result> results;
  try {
    results = connection_.finish("writing");
  } catch (const Constraint& refused) {
    if (!is_taken(refused)) throw;
    throw Stale(refused.what(), refused.code());
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    check_changed(*groups[i].query, changed_rows(results[i].get()), groups[i].rows);
  }
}

void BatchSession::clear() {
  groups_.clear();
  newest_of_.clear();
  tables_.clear();
  lookups_.clear();
  barrier_ = 0;
  put_off_ = 0;
}

void BatchSession::expect_with(const Query& query, std::span<const Value> values) {
  if (!is_put_off(query)) return;
  Lookup& lookup = lookups_[&query];
  if (lookup.answers) return;
  if (lookup.query == nullptr) {
    lookup.query = &query;
    lookup.prepared = &connection_.prepare(query, values);
    lookup.columns = columns_of(*lookup.prepared);
  }
  const auto [at, fresh] =
      lookup.number_of.try_emplace(key_of(values, query.rows().key), lookup.asked + 1);
  if (!fresh) return;
  ++lookup.asked;
  for (std::size_t i = 0; i < values.size(); ++i) lookup.columns[i].append(values[i]);
}

bool BatchSession::answer_from_lookup(const Query& query, std::span<const Value> values,
                                      RowVisitor visit) {
  const auto found = lookups_.find(&query);
  if (found == lookups_.end()) return false;
  Lookup& lookup = found->second;
  const auto number = lookup.number_of.find(key_of(values, query.rows().key));
  if (number == lookup.number_of.end()) return false;
  if (!lookup.answers) ask(lookup);
  const auto [first, last] = lookup.rows_of.equal_range(number->second);
  for (auto row = first; row != last; ++row) visit(ResultRow(lookup.answers.get(), row->second));
  return true;
}

// What was written before in this transaction need not be sent first: such keys are not asked for
// here any more.
void BatchSession::ask(Lookup& lookup) {
  connection_.send(*lookup.prepared, finished(lookup.columns));
  auto results = connection_.finish(lookup.query->name());
  lookup.answers = std::move(results.front());
  const int number_column = PQnfields(lookup.answers.get()) - 1;
  for (int row = 0; row < PQntuples(lookup.answers.get()); ++row) {
    const auto number = ResultRow(lookup.answers.get(), row).integer(number_column);
    lookup.rows_of.emplace(static_cast<int>(number), row);
  }
}

void BatchSession::forget_answers_about(const Query& query, std::span<const Value> values) {
  for (auto& [other, lookup] : lookups_) {
    const bool same =
        is_put_off(query) && std::string_view(other->rows().table) == query.rows().table;
    if (same) lookup.number_of.erase(key_of(values, other->rows().key));
    if (!is_put_off(query)) lookup.number_of.clear();
  }
}

}  // namespace meme::sql::postgres
