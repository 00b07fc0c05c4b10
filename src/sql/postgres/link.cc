#include "sql/postgres/link.h"

#include <poll.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "sql/errors.h"

namespace meme::sql::postgres {
namespace {

using Clock = std::chrono::steady_clock;

// How long the wire may stay silent beyond what a statement may take.
constexpr std::chrono::seconds grace{5};
constexpr std::chrono::milliseconds pause_after_failure{100};

std::string trimmed(const char* text) {
  std::string line(text ? text : "");
  while (!line.empty() && line.back() == '\n') line.pop_back();
  return line;
}

}  // namespace

int state_code(std::string_view state) {
  int code = 0;
  for (std::size_t i = 0; i < state.size(); ++i) code |= ((state[i] - '0') & 0x3f) << (6 * i);
  return code;
}

void raise(const PGresult* result, std::string_view doing) {
  const char* const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field ? field : "";
  const std::string message = fmt::format("{}: {}", doing, trimmed(PQresultErrorMessage(result)));
  const int code = state_code(state);
  const std::string_view kind = state.substr(0, 2);
  // Serialisation failures and deadlocks: somebody else was faster.
  if (state == "40001" || state == "40P01") throw Stale(message, code);
  if (kind == "23" || state == "P0001") throw Constraint(message, code);
  if (state == "57014") throw TookTooLong(message, code);
  if (state == "53100") throw StorageFull(message, code);
  if (kind == "53" || kind == "58") throw StorageFailed(message, code);
  // Shutting down, starting up, cut off; or a server that has become one that only reads.
  if (kind == "08" || kind == "57" || state == "25006") throw Unreachable(message, code);
  if (state == "XX001" || state == "XX002") throw Damaged(message, code);
  throw Error(message, code);
}

void Link::open() {
  if (is_open()) return;
  if (Clock::now() < retry_at_) throw Unreachable("the database was not reached just now", 0);
  try {
    connect();
  } catch (const Unreachable&) {
    retry_at_ = Clock::now() + pause_after_failure;
    throw;
  }
}

void Link::connect() {
  const std::array<const char*, 6> keys{"dbname",  "password",        "application_name",
                                        "options", "client_encoding", nullptr};
  std::string session = "-c synchronous_commit=on -c jit=off";
  if (!options_.read_only) {
    // Who writes follows keys only; a plan from when the tables were small must not scan them.
    session += " -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";
  } else {
    session +=
        " -c default_transaction_read_only=on"
        " -c default_transaction_isolation=repeatable\\ read";
  }
  if (options_.statement_time_max.count() > 0) {
    session += fmt::format(" -c statement_timeout={}", options_.statement_time_max.count());
  }
  const std::string& password = options_.password;
  const std::array<const char*, 6> values{options_.url.c_str(),
                                          password.empty() ? nullptr : password.c_str(),
                                          "meme",
                                          options_.pooled ? nullptr : session.c_str(),
                                          "UTF8",
                                          nullptr};
  handle_.reset(PQconnectStartParams(keys.data(), values.data(), 1));
  if (!handle_) throw Unreachable("no memory for a connection", 0);
  const auto deadline = Clock::now() + options_.connect_time_max;
  while (PQstatus(raw()) != CONNECTION_BAD) {
    const PostgresPollingStatusType next = PQconnectPoll(raw());
    if (next == PGRES_POLLING_OK) return set_up();
    if (next == PGRES_POLLING_FAILED) break;
    wait(next == PGRES_POLLING_WRITING, deadline);
  }
  lose(trimmed(PQerrorMessage(raw())));
}

void Link::set_up() {
  ++generation_;
  PQsetnonblocking(raw(), 1);
  PQsetNoticeProcessor(raw(), [](void*, const char*) {}, nullptr);
  PQenterPipelineMode(raw());
}

void Link::check(int sent) {
  if (sent != 1) lose(trimmed(PQerrorMessage(raw())));
}

void Link::sync() {
  check(PQpipelineSync(raw()));
  const bool bounded = options_.statement_time_max.count() > 0;
  deadline_ =
      bounded ? Clock::now() + options_.statement_time_max + grace : Clock::time_point::max();
}

PGresult* Link::wait_for_result() {
  for (;;) {
    const int unsent = PQflush(raw());
    if (unsent < 0) lose(trimmed(PQerrorMessage(raw())));
    if (PQisBusy(raw()) == 0) return PQgetResult(raw());
    wait(unsent > 0, deadline_);
    if (PQconsumeInput(raw()) != 1) lose(trimmed(PQerrorMessage(raw())));
  }
}

Result Link::receive() {
  Result result(wait_for_result());
  if (!result) lose("an answer is missing");
  const ExecStatusType status = PQresultStatus(result.get());
  // A server that ends the connection says so in a last answer.
  if (status == PGRES_FATAL_ERROR && PQstatus(raw()) == CONNECTION_BAD) {
    lose(trimmed(PQresultErrorMessage(result.get())));
  }
  if (wait_for_result() != nullptr) lose("an answer too many");
  return result;
}

void Link::receive_sync() {
  const Result result(wait_for_result());
  if (!result || PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) lose("out of step");
}

void Link::run(const std::string& text) {
  open();
  check(PQexitPipelineMode(raw()));
  check(PQsendQuery(raw(), text.c_str()));
  deadline_ = Clock::time_point::max();
  Result failure;
  while (PGresult* const next = wait_for_result()) {
    Result result(next);
    if (PQresultStatus(next) == PGRES_FATAL_ERROR && !failure) failure = std::move(result);
  }
  if (PQstatus(raw()) == CONNECTION_BAD) lose(trimmed(PQerrorMessage(raw())));
  check(PQenterPipelineMode(raw()));
  if (failure) raise(failure.get(), text.substr(0, 80));
}

void Link::wait(bool for_writing, Clock::time_point deadline) {
  for (;;) {
    int milliseconds = -1;
    if (deadline != Clock::time_point::max()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      if (left.count() <= 0) lose("no answer in time");
      milliseconds = static_cast<int>(left.count());
    }
    const auto events = static_cast<short>(for_writing ? POLLIN | POLLOUT : POLLIN);
    pollfd watched{PQsocket(raw()), events, 0};
    const int ready = ::poll(&watched, 1, milliseconds);
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) lose(std::strerror(errno));
  }
}

void Link::lose(std::string_view what) {
  const std::string message = fmt::format("the database cannot be reached: {}", what);
  close();
  throw Unreachable(message, 0);
}

}  // namespace meme::sql::postgres
