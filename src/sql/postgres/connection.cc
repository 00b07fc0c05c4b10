#include "sql/postgres/connection.h"

#include <charconv>
#include <cstring>

#include <fmt/format.h>

namespace meme::sql::postgres {
namespace {

constexpr int binary_format = 1;

}  // namespace

std::int64_t changed_rows(const PGresult* result) {
  if (std::string_view(PQcmdStatus(const_cast<PGresult*>(result))).starts_with("SELECT")) return 0;
  const std::string_view count = PQcmdTuples(const_cast<PGresult*>(result));
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

bool Connection::in_transaction() const {
  if (!link_.is_open()) return false;
  const PGTransactionStatusType status = PQtransactionStatus(link_.raw());
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

void Connection::open() {
  link_.open();
  if (known_to_ == link_.generation()) return;
  known_to_ = link_.generation();
  statements_.clear();
  sent_ = 0;
}

std::int64_t Connection::execute_with(const Query& query, std::span<const Value> values) {
  return changed_rows(run(query, values).get());
}

void Connection::query_with(const Query& query, std::span<const Value> values, RowVisitor visit) {
  const Result result = run(query, values);
  for (int row = 0; row < PQntuples(result.get()); ++row) visit(ResultRow(result.get(), row));
}

// A connection may have died while nobody used it. Where nothing was begun, that is worth a second
// try.
Result Connection::run(const Query& query, std::span<const Value> values) {
  const bool may_repeat = link_.is_open() && !in_transaction();
  const bool begins = begins_;
  try {
    return run_once(query, values);
  } catch (const Unreachable&) {
    if (!may_repeat || !link_.options().read_only) throw;
    begins_ = begins;
    reads_ = false;
  }
  return run_once(query, values);
}

Result Connection::run_once(const Query& query, std::span<const Value> values) {
  open();
  const Prepared& prepared = prepare(query, values);
  const Parameters parameters = encode(query, prepared, values);
  const std::size_t before = sent_;
  // Behind a pooler only a transaction can be told that it reads.
  const bool alone =
      link_.options().read_only && link_.options().pooled && !begins_ && !in_transaction();
  if (begins_ || alone) send_begin();
  const std::size_t at = sent_ - before;
  send(prepared, parameters);
  if (alone) send("COMMIT");
  auto results = finish(query.name());
  if (alone) reads_ = false;
  return std::move(results[at]);
}

void Connection::send_begin() {
  begins_ = false;
  reads_ = true;
  send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  if (!link_.options().pooled || link_.options().statement_time_max.count() == 0) return;
  const std::string bound =
      fmt::format("SET LOCAL statement_timeout = {}", link_.options().statement_time_max.count());
  send(bound.c_str());
}

void Connection::end() noexcept {
  begins_ = false;
  if (!std::exchange(reads_, false) || !in_transaction()) return;
  try {
    send("COMMIT");
    finish("the end of reading");
  } catch (const Error&) {
    link_.close();  // a reader has nothing to lose
  }
}

const Prepared& Connection::prepare(const Query& query, std::span<const Value> values) {
  const char* const text = query.text(Engine::postgres);
  auto& slot = statements_[text];
  if (slot) return *slot;
  auto made = std::make_unique<Prepared>();
  made->text = text;
  if (!link_.options().pooled) made->name = fmt::format("s{}", statements_.size());
  std::vector<Oid> types;
  if (query.rows().table == nullptr) {
    for (const Value& value : values) types.push_back(type_of(value));
  }
  const char* const name = made->name.c_str();
  link_.check(PQsendPrepare(link_.raw(), name, text, static_cast<int>(types.size()), types.data()));
  link_.check(PQsendDescribePrepared(link_.raw(), name));
  sent_ += 2;
  const auto results = finish(query.name());
  const PGresult* const description = results.back().get();
  for (int i = 0; i < PQnparams(description); ++i) {
    made->types.push_back(PQparamtype(description, i));
  }
  slot = std::move(made);
  return *slot;
}

Parameters Connection::encode(const Query& query, const Prepared& prepared,
                              std::span<const Value> values) const {
  if (values.size() != prepared.types.size()) {
    throw Error(fmt::format("{} takes {} parameters, not {}", query.name(), prepared.types.size(),
                            values.size()),
                0);
  }
  Parameters parameters;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool array = query.rows().table != nullptr;
    parameters.nulls.push_back(!array && values[i].index() == 0);
    auto& bytes = parameters.values.emplace_back();
    if (array) {
      ArrayColumn column(prepared.types[i]);
      column.append(values[i]);
      bytes = column.finish();
    } else {
      append_binary(bytes, prepared.types[i], values[i]);
    }
  }
  return parameters;
}

void Connection::send(const Prepared& prepared, const Parameters& parameters) {
  const std::size_t count = parameters.values.size();
  std::vector<const char*> values(count);
  std::vector<int> lengths(count), formats(count, binary_format);
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = parameters.nulls[i] ? nullptr : parameters.values[i].data();
    lengths[i] = static_cast<int>(parameters.values[i].size());
  }
  const int size = static_cast<int>(count);
  if (prepared.name.empty()) {
    link_.check(PQsendQueryParams(link_.raw(), prepared.text, size, prepared.types.data(),
                                  values.data(), lengths.data(), formats.data(), binary_format));
  } else {
    link_.check(PQsendQueryPrepared(link_.raw(), prepared.name.c_str(), size, values.data(),
                                    lengths.data(), formats.data(), binary_format));
  }
  ++sent_;
}

void Connection::send(const char* text) {
  link_.check(
      PQsendQueryParams(link_.raw(), text, 0, nullptr, nullptr, nullptr, nullptr, binary_format));
  ++sent_;
}

std::vector<Result> Connection::finish(std::string_view doing) {
  const std::size_t count = std::exchange(sent_, 0);
  link_.sync();
  std::vector<Result> results;
  for (std::size_t i = 0; i < count; ++i) results.push_back(link_.receive());
  link_.receive_sync();
  for (const Result& result : results) {
    if (PQresultStatus(result.get()) != PGRES_FATAL_ERROR) continue;
    try {
      raise(result.get(), doing);
    } catch (const Unreachable&) {
      link_.close();
      throw;
    }
  }
  return results;
}

}  // namespace meme::sql::postgres
