#include "audit/audit.h"

#include <fstream>
#include <sstream>

namespace meme::audit {
namespace {

const std::string& audit_text() {
  static const std::string text = [] {
    std::ifstream file(MEME_SOURCE_DIR "/tests/audit/audit.sql");
    std::stringstream all;
    all << file.rdbuf();
    return all.str();
  }();
  return text;
}

// States whose reservation takes the artist's time: pending, approved, completed, reviewed,
// no-show.
bool claims_time(std::int64_t state) {
  return state <= 4 || state == 8;
}

}  // namespace

std::vector<std::string> faults(sql::sqlite::Connection& database) {
  std::vector<std::string> found;
  database.for_each_row(audit_text(), [&](const sql::Row& row) {
    found.push_back(std::string(row.text(0)) + ": " + std::string(row.text(1)));
  });
  database.for_each_row("PRAGMA integrity_check", [&](const sql::Row& row) {
    if (row.text(0) != "ok") found.push_back("damaged: " + std::string(row.text(0)));
  });
  return found;
}

checker::History last_reading(sql::sqlite::Connection& database, std::int64_t moment) {
  checker::History history;
  const auto read = [&](const sql::Row& row) {
    checker::Operation o;
    o.kind = checker::Kind::last;
    o.invoked = o.completed = moment;
    o.claim = static_cast<std::uint64_t>(row.integer(0));
    o.artist = static_cast<std::uint64_t>(row.integer(1));
    o.member = static_cast<std::uint64_t>(row.integer(2));
    o.start = row.integer(3);
    o.end = row.integer(4);
    o.version = row.integer(5);
    o.active = claims_time(row.integer(6));
    history.push_back(o);
  };
  database.for_each_row(
      "SELECT id, artist_id, customer_id, blocked_start, blocked_end, version, state "
      "FROM reservation",
      read);
  return history;
}

}  // namespace meme::audit
