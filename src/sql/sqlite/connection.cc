#include "sql/sqlite/connection.h"

#include <cctype>
#include <cerrno>

#include <fmt/format.h>

#include "sql/sqlite/page_cache.h"

namespace meme::sql::sqlite {
namespace {

class StatementRow final : public Row {
 public:
  explicit StatementRow(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  double real(int column) const override { return sqlite3_column_double(statement_, column); }
  std::string_view text(int column) const override {
    const auto* const start =
        reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {start, start ? static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) : 0};
  }
  std::span<const std::byte> blob(int column) const override {
    const auto* const start =
        static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
    return {start, start ? static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) : 0};
  }
  int columns() const override { return sqlite3_column_count(statement_); }

 private:
  sqlite3_stmt* statement_;
};

// Binding without a copy: values outlive the statement's run, which ends in reset.
struct Bind {
  sqlite3_stmt* statement;
  int position;

  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, position); }
  int operator()(std::int64_t value) const {
    return sqlite3_bind_int64(statement, position, value);
  }
  int operator()(double value) const { return sqlite3_bind_double(statement, position, value); }
  int operator()(std::string_view value) const {
    return sqlite3_bind_text64(statement, position, value.empty() ? "" : value.data(), value.size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(std::span<const std::byte> value) const {
    if (value.empty()) return sqlite3_bind_zeroblob(statement, position, 0);
    return sqlite3_bind_blob64(statement, position, value.data(), value.size(), SQLITE_STATIC);
  }
};

class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() { sqlite3_reset(statement_); }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

// A path as SQLite takes it. Only the form of a URI can say that a file is frozen.
std::string name_for_sqlite(const ConnectionOptions& options) {
  if (!options.frozen) return options.path.string();
  std::string uri = "file:";
  for (const char c : std::filesystem::absolute(options.path).string()) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '-' ||
                       c == '_' || c == '.';
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri + "?immutable=1";
}

bool lacks_space(int error) {
  return error == ENOSPC || error == EDQUOT;
}

}  // namespace

void raise(sqlite3* db, int code, std::string_view doing) {
  const int error = db ? sqlite3_system_errno(db) : 0;
  const std::string message =
      fmt::format("{}: {}", doing, db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      throw Constraint(message, code);
    case SQLITE_FULL:
      throw StorageFull(message, code);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Damaged(message, code);
    case SQLITE_INTERRUPT:
      throw TookTooLong(message, code);
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      if (lacks_space(error)) throw StorageFull(message, code);
      throw StorageFailed(message, code);
    default:
      throw Error(message, code);
  }
}

Connection::Connection(const ConnectionOptions& options)
    : statement_time_max_(options.statement_time_max) {
  use_patient_page_cache();
  const int mode =
      options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int uri = options.frozen ? SQLITE_OPEN_URI : 0;
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(name_for_sqlite(options).c_str(), &opened,
                                   uri | mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                   options.vfs.empty() ? nullptr : options.vfs.c_str());
  handle_.reset(opened);
  if (code != SQLITE_OK) raise(opened, code, "opening " + options.path.string());
  // Only the writer's policy decides when the log is copied into the file.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_busy_timeout(opened, 5'000);
  run(fmt::format("PRAGMA cache_size = -{}", options.cache_bytes / 1024));
  run("PRAGMA temp_store = MEMORY");
  run("PRAGMA cell_size_check = ON");
  if (options.read_only) run("PRAGMA query_only = ON");
  if (statement_time_max_.count() > 0) {
    constexpr int instructions_between_checks = 20'000;
    sqlite3_progress_handler(opened, instructions_between_checks, &Connection::is_late, this);
  }
}

Connection::~Connection() = default;

Connection::StatementHandle Connection::compile(const char* text, unsigned flags) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), text, -1, flags, &statement, &rest);
  StatementHandle held(statement);
  if (code != SQLITE_OK) raise(handle_.get(), code, text);
  // What follows may be a comment. A second statement would never run, which nobody would notice.
  sqlite3_stmt* second = nullptr;
  sqlite3_prepare_v3(handle_.get(), rest, -1, 0, &second, nullptr);
  const StatementHandle more(second);
  if (second != nullptr)
    throw Error(fmt::format("more than one statement: {}", text), SQLITE_MISUSE);
  return held;
}

Connection::Statement& Connection::prepared(const Query& query) {
  const char* const text = query.text(Engine::sqlite);
  auto& slot = statements_[text];
  if (slot) return *slot;
  auto made = std::make_unique<Statement>();
  made->handle = compile(text, SQLITE_PREPARE_PERSISTENT);
  // SQLite numbers $-parameters by their first appearance, not by their digits.
  const int parameters = sqlite3_bind_parameter_count(made->handle.get());
  for (int i = 1; i <= parameters; ++i) {
    const int position =
        sqlite3_bind_parameter_index(made->handle.get(), fmt::format("${}", i).c_str());
    if (position == 0) {
      throw Error(fmt::format("{}: parameters must be $1 to ${}", query.name(), parameters),
                  SQLITE_MISUSE);
    }
    made->positions.push_back(position);
  }
  slot = std::move(made);
  return *slot;
}

void Connection::bind(const Statement& statement, const Query& query,
                      std::span<const Value> values) {
  if (values.size() != statement.positions.size()) {
    throw Error(fmt::format("{} takes {} parameters, not {}", query.name(),
                            statement.positions.size(), values.size()),
                SQLITE_MISUSE);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int code = std::visit(Bind{statement.handle.get(), statement.positions[i]}, values[i]);
    if (code != SQLITE_OK) raise(handle_.get(), code, query.name());
  }
}

std::int64_t Connection::execute_with(const Query& query, std::span<const Value> values) {
  query_with(query, values, [](const Row&) {});
  const Statement& statement = prepared(query);
  const bool reads_only = sqlite3_stmt_readonly(statement.handle.get()) != 0;
  return reads_only ? 0 : sqlite3_changes64(handle_.get());
}

void Connection::query_with(const Query& query, std::span<const Value> values, RowVisitor visit) {
  Statement& statement = prepared(query);
  sqlite3_stmt* const handle = statement.handle.get();
  MEME_ASSERT(sqlite3_stmt_busy(handle) == 0);
  const Reset reset(handle);
  bind(statement, query, values);
  start_clock();
  const StatementRow row(handle);
  int code = SQLITE_OK;
  while ((code = sqlite3_step(handle)) == SQLITE_ROW) visit(row);
  if (code != SQLITE_DONE) raise(handle_.get(), code, query.name());
}

void Connection::begin() {
  run("BEGIN");
}

void Connection::end() noexcept {
  // A reader has nothing to lose; ending cannot fail in a way that matters.
  sqlite3_exec(handle_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Connection::run(const std::string& text) {
  start_clock();
  const int code = sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) raise(handle_.get(), code, text.substr(0, 80));
}

std::string Connection::ask(const std::string& text) {
  std::string answer;
  for_each_row(text, [&answer](const Row& row) {
    if (answer.empty()) answer = row.text(0);
  });
  return answer;
}

void Connection::for_each_row(const std::string& text, RowVisitor visit) {
  const StatementHandle statement = compile(text.c_str(), 0);
  start_clock();
  const StatementRow row(statement.get());
  int code = SQLITE_OK;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) visit(row);
  if (code != SQLITE_DONE) raise(handle_.get(), code, text.substr(0, 80));
}

void Connection::start_clock() {
  if (statement_time_max_.count() == 0) return;
  deadline_ = std::chrono::steady_clock::now() + statement_time_max_;
}

int Connection::is_late(void* self) {
  return std::chrono::steady_clock::now() > static_cast<Connection*>(self)->deadline_ ? 1 : 0;
}

}  // namespace meme::sql::sqlite
