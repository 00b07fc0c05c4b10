// People in this process's database.
#pragma once
#include <string>
#include <vector>

#include "members/api.h"
#include "sql/database.h"

namespace meme::members {

// Any thread.
class StoredMembers final : public Members {
 public:
  explicit StoredMembers(sql::Database& database) : database_(database) {}

  runtime::Task<std::optional<Member>> find(MemberId id) override;
  runtime::Task<std::vector<MemberName>> names(std::vector<MemberId> ids) override;

  // People to choose from for a demonstration: operators, some artists and some customers, or those
  // whose name contains `text`. At most 60.
  runtime::Task<std::vector<Member>> choices(std::string text);

 private:
  sql::Database& database_;
};

}  // namespace meme::members
