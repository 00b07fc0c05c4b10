// People: who has signed up, under which name and with which roles.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "identity/principal.h"
#include "runtime/task.h"

namespace meme::members {

struct Member {
  MemberId id{};
  identity::Roles roles{};
  std::string name;
  std::string phone;   // empty when unknown
  std::string locale;  // "ko" or "en"
  std::optional<ArtistId> artist{};
  Instant created_at{};
};

struct MemberName {
  MemberId id{};
  std::string name;
};

// All methods may be called from any thread; answers are read from the database on a worker thread.
class Members {
 public:
  virtual ~Members() = default;

  // Nothing when there is no such member.
  virtual runtime::Task<std::optional<Member>> find(MemberId id) = 0;

  // The names of up to 200 members, in the order asked; unknown ids are left out.
  virtual runtime::Task<std::vector<MemberName>> names(std::vector<MemberId> ids) = 0;
};

}  // namespace meme::members
