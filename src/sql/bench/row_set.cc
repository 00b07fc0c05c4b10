#include "sql/bench/row_set.h"

#include <array>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace meme::sql::bench {
namespace {

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

// The statements of a .sql file by name.
std::map<std::string, std::string> named_statements(const std::string& text) {
  constexpr std::string_view marker = "-- name: ";
  std::map<std::string, std::string> found;
  for (auto at = text.find(marker); at != std::string::npos;) {
    const auto name = at + marker.size();
    const auto line_end = text.find('\n', name);
    at = text.find(marker, name);
    found.emplace(text.substr(name, line_end - name), text.substr(line_end, at - line_end));
  }
  return found;
}

Value value_of(const std::string& word) {
  using Kind = Value::Kind;
  static const std::map<std::string, Kind> words{{"id", Kind::id},
                                                 {"artist", Kind::artist},
                                                 {"portfolio", Kind::portfolio},
                                                 {"start", Kind::start},
                                                 {"customer", Kind::customer},
                                                 {"end", Kind::end},
                                                 {"now", Kind::now},
                                                 {"null", Kind::null},
                                                 {"key", Kind::key},
                                                 {"blocked_end", Kind::blocked_end}};
  if (const auto found = words.find(word); found != words.end()) return {found->second};
  if (word.starts_with("text:")) return {Kind::text, std::stoll(word.substr(5))};
  return {Kind::number, std::stoll(word)};
}

std::int64_t integer_of(const Value& value, const Drawn& drawn) {
  using Kind = Value::Kind;
  constexpr std::int64_t service_minutes = 90, blocked_minutes = 105;
  switch (value.kind) {
    case Kind::id:
      return drawn.id;
    case Kind::artist:
      return drawn.artist;
    case Kind::portfolio:
      return drawn.artist * 2;
    case Kind::customer:
      return drawn.customer;
    case Kind::start:
      return drawn.start;
    case Kind::end:
      return drawn.start + service_minutes;
    case Kind::blocked_end:
      return drawn.start + blocked_minutes;
    case Kind::now:
      return drawn.now;
    case Kind::null:
    case Kind::text:
    case Kind::key:
    case Kind::number:
      break;
  }
  return value.number;
}

std::string random_text(std::size_t length) {
  Random random(1);
  std::string text(length, ' ');
  for (char& c : text) c = static_cast<char>('a' + random.below(26));
  return text;
}

}  // namespace

RowSet read_row_set(const std::filesystem::path& file, const std::filesystem::path& root) {
  RowSet set;
  std::map<std::string, std::string> known;
  std::istringstream lines(content_of(file));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    std::string first, word;
    if (!(words >> first)) continue;
    if (first == "schema" || first == "statements") {
      words >> word;
      const std::string text = content_of(root / word);
      if (first == "schema") set.schema += text;
      if (first == "statements") known.merge(named_statements(text));
      continue;
    }
    if (!known.contains(first)) throw std::runtime_error("there is no statement " + first);
    RowStatement row{first, known.at(first), {}};
    while (words >> word) row.values.push_back(value_of(word));
    set.statements.push_back(std::move(row));
  }
  return set;
}

Draw::Draw(std::int64_t artists, std::int64_t customers, std::uint64_t seed)
    : random_(seed),
      next_slot_(static_cast<std::size_t>(artists)),
      customers_(customers),
      last_id_(std::int64_t{90'000'000'000} << 22) {}

Drawn Draw::next() {
  constexpr std::int64_t first_start = 29'800'000;
  constexpr std::int64_t slot_minutes = 120;
  const auto artist = random_.below(next_slot_.size());
  const std::int64_t slot = next_slot_[artist]++;
  last_id_ += static_cast<std::int64_t>(random_.below(1'000)) + 1;
  return {.id = last_id_,
          .artist = static_cast<std::int64_t>(artist) + 1,
          .customer = random_.between(1, customers_),
          .start = first_start + slot * slot_minutes,
          .now = 1'790'000'000'000 + (last_id_ >> 22) % 1'000'000,
          .key = fmt::format("{:016x}-{:016x}", random_(), random_())};
}

PreparedRow::PreparedRow(sqlite3* db, const RowStatement& row) : row_(row) {
  if (sqlite3_prepare_v3(db, row.text.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement_,
                         nullptr) != SQLITE_OK) {
    throw std::runtime_error(row.name + ": " + sqlite3_errmsg(db));
  }
  if (static_cast<int>(row.values.size()) != sqlite3_bind_parameter_count(statement_)) {
    throw std::runtime_error(row.name + " takes another number of values");
  }
  for (std::size_t i = 1; i <= row.values.size(); ++i) {
    const std::string name = "$" + std::to_string(i);
    positions_.push_back(sqlite3_bind_parameter_index(statement_, name.c_str()));
  }
}

PreparedRow::~PreparedRow() {
  sqlite3_finalize(statement_);
}

bool PreparedRow::write(const Drawn& drawn, Random& random) {
  using Kind = Value::Kind;
  // Texts are slices of one pool: making them must not cost what is to be measured.
  static const std::string pool = random_text(1 << 16);
  for (std::size_t i = 0; i < row_.values.size(); ++i) {
    const Value& value = row_.values[i];
    if (value.kind == Kind::null) {
      sqlite3_bind_null(statement_, positions_[i]);
    } else if (value.kind == Kind::key) {
      sqlite3_bind_text(statement_, positions_[i], drawn.key.data(),
                        static_cast<int>(drawn.key.size()), SQLITE_STATIC);
    } else if (value.kind == Kind::text) {
      const auto length = static_cast<std::size_t>(value.number);
      sqlite3_bind_text(statement_, positions_[i], pool.data() + random.below(pool.size() - length),
                        static_cast<int>(length), SQLITE_STATIC);
    } else {
      sqlite3_bind_int64(statement_, positions_[i], integer_of(value, drawn));
    }
  }
  const bool done = sqlite3_step(statement_) == SQLITE_DONE;
  sqlite3_reset(statement_);
  return done;
}

}  // namespace meme::sql::bench
