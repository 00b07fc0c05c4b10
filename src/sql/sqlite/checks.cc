#include "sql/sqlite/checks.h"

#include <array>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include "base/random.h"

namespace meme::sql::sqlite {
namespace {

constexpr std::string_view file_magic{"SQLite format 3\0", 16};

std::string identifier(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  return out + "\"";
}

struct Tree {
  std::string table;
  std::string index;  // empty: the table itself
};

std::vector<Tree> trees(Connection& connection) {
  std::vector<Tree> found;
  connection.for_each_row(
      "SELECT tbl_name, CASE type WHEN 'index' THEN name ELSE '' END FROM sqlite_schema "
      "WHERE type IN ('table', 'index') AND rootpage > 0",
      [&found](const Row& row) {
        found.push_back({std::string(row.text(0)), std::string(row.text(1))});
      });
  return found;
}

// Decodes every column of the rows that `where_and_order` picks; a damaged page on the way throws.
void read_rows(Connection& connection, const std::string& table, const std::string& rest) {
  connection.for_each_row(fmt::format("SELECT * FROM {} {}", identifier(table), rest),
                          [](const Row& row) {
                            for (int i = 0; i < row.columns(); ++i) static_cast<void>(row.text(i));
                          });
}

bool has_rowid(Connection& connection, const std::string& table) {
  return connection.ask(fmt::format("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND "
                                    "name = '{}'",
                                    table)) == "0";
}

void sample_table(Connection& connection, const std::string& table) {
  constexpr int samples = 64;
  read_rows(connection, table, "LIMIT 32");
  if (!has_rowid(connection, table)) return;
  read_rows(connection, table, "ORDER BY rowid DESC LIMIT 32");
  const auto ask = [&](const char* which) {
    const auto answer =
        connection.ask(fmt::format("SELECT {}(rowid) FROM {}", which, identifier(table)));
    return answer.empty() ? std::int64_t{0} : std::stoll(answer);
  };
  const std::int64_t first = ask("min"), last = ask("max");
  Random random(static_cast<std::uint64_t>(last));
  for (int i = 0; i < samples && first < last; ++i) {
    read_rows(connection, table,
              fmt::format("WHERE rowid >= {} LIMIT 1", random.between(first, last)));
  }
}

void sample_index(Connection& connection, const Tree& tree) {
  try {
    read_rows(connection, tree.table,
              fmt::format("INDEXED BY {} LIMIT 32", identifier(tree.index)));
  } catch (const Damaged&) {
    throw;
  } catch (const Error&) {
    // A partial index, or one that is made by a constraint, cannot be asked for by name.
  }
}

}  // namespace

OpenRefusal damaged(const std::filesystem::path& path, const std::string& what) {
  return {
      OpenRefusal::Reason::damaged,
      fmt::format("The database {} is damaged: {}. It was left as it is. To go back to the last "
                  "backup, run: meme restore BACKUP --force (the damaged file is kept aside)",
                  path.string(), what)};
}

std::optional<OpenRefusal> check_file(const std::filesystem::path& path) {
  if (std::filesystem::exists(path.string() + ".restoring")) {
    return OpenRefusal{
        OpenRefusal::Reason::damaged,
        fmt::format("A restore of {} did not finish. Run meme restore again", path.string())};
  }
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  if (problem || size == 0) return std::nullopt;  // a new database
  std::ifstream in(path, std::ios::binary);
  std::array<char, 100> header{};
  in.read(header.data(), header.size());
  if (!in || std::string_view(header.data(), file_magic.size()) != file_magic) {
    return damaged(path, "it does not begin like a database");
  }
  return std::nullopt;
}

std::optional<OpenRefusal> check_owner(Connection& connection) {
  const std::int64_t owner = std::stoll(connection.ask("PRAGMA application_id"));
  if (owner == application_id) return std::nullopt;
  const bool is_empty = connection.ask("SELECT count(*) FROM sqlite_schema") == "0";
  if (owner == 0 && is_empty) return std::nullopt;
  return OpenRefusal{OpenRefusal::Reason::not_ours,
                     "The file is a database of another programme; choose another data folder"};
}

std::vector<std::string> sample(Connection& connection) {
  try {
    for (const Tree& tree : trees(connection)) {
      if (tree.index.empty()) {
        sample_table(connection, tree.table);
      } else {
        sample_index(connection, tree);
      }
    }
  } catch (const Damaged& damage) {
    return {damage.what()};
  }
  return {};
}

std::vector<std::string> walk(Connection& connection, bool indexes_too) {
  std::vector<std::string> problems;
  try {
    connection.for_each_row(indexes_too ? "PRAGMA integrity_check(20)" : "PRAGMA quick_check(20)",
                            [&problems](const Row& row) { problems.emplace_back(row.text(0)); });
  } catch (const Damaged& damage) {
    problems.emplace_back(damage.what());
  }
  if (problems.size() == 1 && problems.front() == "ok") problems.clear();
  return problems;
}

}  // namespace meme::sql::sqlite
