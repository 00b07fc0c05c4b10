#include "sql/postgres/writer.h"

#include <array>
#include <thread>

#include <fmt/format.h>

#include "runtime/log.h"

namespace meme::sql::postgres {
namespace {

constexpr Query status_of_transaction{"sql.transaction_status", "SELECT pg_xact_status($1::xid8)"};

}  // namespace

LinkOptions link_options(const DatabaseOptions& options, bool read_only) {
  return {.url = options.url,
          .password = options.password,
          .pooled = options.pooled,
          .read_only = read_only,
          .connect_time_max = options.connect_time_max,
          .statement_time_max = read_only ? options.read_time_max : options.write_time_max};
}

Writer::Writer(const DatabaseOptions& options)
    : connection_(link_options(options, false)), session_(connection_) {
  if (!options.pooled) return;
  settings_ = fmt::format(
      "SELECT set_config('statement_timeout', '{}', true),"
      " set_config('synchronous_commit', 'on', true), set_config('enable_seqscan', 'off', true),"
      " set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)",
      options.write_time_max.count());
}

// The connection may have died while nothing was written; then nothing is lost by making another.
void Writer::begin() {
  session_.clear();
  const bool may_be_dead = connection_.link().is_open();
  try {
    begin_once();
  } catch (const Unreachable&) {
    if (!may_be_dead) throw;
    begin_once();
  }
}

void Writer::begin_once() {
  connection_.open();
  connection_.send("BEGIN");
  if (!settings_.empty()) connection_.send(settings_.c_str());
  connection_.send("SELECT pg_current_xact_id()::text");
  const auto results = connection_.finish("begin");
  transaction_ = ResultRow(results.back().get(), 0).text(0);
}

void Writer::commit() {
  session_.flush();
  try {
    connection_.send("COMMIT");
    const auto results = connection_.finish("COMMIT");
    // A transaction in which something had failed is answered like this, without an error.
    if (std::string_view(PQcmdStatus(results.front().get())) == "ROLLBACK") {
      throw Error("a statement had failed; nothing was committed", 0);
    }
  } catch (const Unreachable& lost) {
    log::warning("sql.commit_unanswered", {{"what", lost.what()}});
    if (!was_committed()) throw;
  }
}

// Asked again until the server is there: what is answered to the waiting clients hangs on it.
bool Writer::was_committed() {
  constexpr int attempts_max = 200;
  constexpr std::chrono::milliseconds pause{100};
  for (int attempt = 0; attempt < attempts_max; ++attempt) {
    std::this_thread::sleep_for(pause);
    try {
      std::string status;
      connection_.query_with(status_of_transaction, std::array{to_value(transaction_)},
                             [&status](const Row& row) { status = row.text(0); });
      if (status != "in progress") return status == "committed";
    } catch (const Unreachable&) {
      continue;
    }
  }
  throw Unreachable("the database does not say whether it has committed", 0);
}

void Writer::rollback() noexcept {
  session_.clear();
  if (!in_transaction()) return;
  try {
    run("ROLLBACK");
  } catch (const Error&) {
    connection_.link().close();  // which rolls back too
  }
}

void Writer::set_savepoint() {
  session_.flush();
  run("SAVEPOINT job");
}

void Writer::release_savepoint() {
  session_.flush();
  run("RELEASE SAVEPOINT job");
}

void Writer::return_to_savepoint() {
  session_.clear();
  connection_.send("ROLLBACK TO SAVEPOINT job");
  connection_.send("RELEASE SAVEPOINT job");
  connection_.finish("return to the savepoint");
}

void Writer::run(const char* text) {
  connection_.send(text);
  connection_.finish(text);
}

}  // namespace meme::sql::postgres
