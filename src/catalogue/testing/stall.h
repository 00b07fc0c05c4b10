// A small catalogue in a database of its own, for the tests of any module.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "catalogue/service.h"
#include "sql/database.h"

namespace meme::catalogue::testing {

// A database file that is removed with the object.
class TemporaryDatabase {
 public:
  TemporaryDatabase();
  ~TemporaryDatabase();
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;

  sql::Database& operator*() { return *database_; }
  sql::Database* operator->() { return database_.get(); }
  void reopen();

 private:
  std::filesystem::path path_;
  std::unique_ptr<sql::Database> database_;
};

// Rows written as the seeder writes them. Call before the database is started.
void insert(sql::Session& session, const ArtistFacts& artist, std::string_view district,
            std::string_view bio = "");
void insert(sql::Session& session, const PortfolioFacts& portfolio,
            std::string_view description = "");

// Ann (art_1, Mapo, both places) with pf_1 (wedding, instant), pf_2 (daily, approve) and the hidden
// pf_3; Bo (art_2, Gangnam, shop) with pf_4; Cho (art_3), who is hidden, with pf_5. Member 10 × n
// is artist n.
void fill(sql::Database& database);

}  // namespace meme::catalogue::testing
