#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/marketplace.h"
#include "app/queries.h"
#include "app/setup_link.h"
#include "runtime/block_on.h"
#include "sql/database_file.h"

namespace meme::app {
namespace {

using runtime::block_on;

constexpr const char* needed =
    "Say what: meme admin people, make-operator, remove-operator, sign-out, rotate-key or reset; "
    "meme admin --help says more";

void require_database(const std::filesystem::path& path) {
  if (sql::DatabaseFile(path).exists()) return;
  throw std::runtime_error(
      fmt::format("There is no database at {}. meme init makes one.", path.string()));
}

// The people of a data folder that nothing serves meanwhile.
class People {
 public:
  explicit People(const MarketplaceSettings& all) : settings(all) {
    require_database(all.core.database.path);
    database_ = open_database(all.core);
    members_ = members::MemberModule::open(*database_, clock_, all.members);
    database_->start();
  }
  members::Operators& operators() { return members_->operators(); }
  identity::Sessions& sessions() { return members_->sessions(); }
  sql::Database& database() { return *database_; }

  const MarketplaceSettings& settings;

 private:
  SystemClock clock_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<members::MemberModule> members_;
};

// What was asked, taken from the arguments before anything is opened.
struct Wish {
  std::string what;
  std::string member;  // as written; empty without
  std::string search;
  bool everybody = false;
  bool now = false;
  bool operators = false;
};

MemberId member_of(const Wish& wish) {
  if (wish.member.empty()) throw std::invalid_argument("Say who: a member such as mem_1");
  const auto member = MemberId::parse(wish.member);
  if (!member)
    throw std::invalid_argument(fmt::format("'{}' is no member; say mem_…", wish.member));
  return *member;
}

int list_people(const MarketplaceSettings& all, const Wish& wish) {
  constexpr int shown_max = 200;
  require_database(all.core.database.path);
  const auto session = sql::DatabaseFile(all.core.database.path).read();
  int rows = 0;
  session->each(
      queries::listed_people,
      [&](const sql::Row& row) {
        if (++rows > shown_max) return;
        const auto roles = identity::Roles::from_bits(row.integer(1));
        fmt::print("{:<12} {}{}{} {}\n", row.id<MemberId>(0).text(),
                   roles.has(identity::Role::customer) ? 'c' : '-',
                   roles.has(identity::Role::artist) ? 'a' : '-',
                   roles.has(identity::Role::operator_) ? 'o' : '-', row.text(2));
      },
      wish.operators, wish.search, shown_max + 1);
  if (rows > shown_max) fmt::print("… and more; --search=TEXT finds names\n");
  if (rows == 0) fmt::print("nobody\n");
  return 0;
}

int change_operator(const MarketplaceSettings& all, const Wish& wish, bool is_operator) {
  const MemberId member = member_of(wish);
  People people(all);
  if (!block_on(people.operators().change(member, is_operator))) {
    throw std::runtime_error(fmt::format("There is no member {}.", wish.member));
  }
  // The role is in the tokens: an operator's must not outlive it.
  if (!is_operator) block_on(people.sessions().revoke_all_of(member));
  fmt::print(
      "{} is {} operator{}\n", wish.member, is_operator ? "an" : "no",
      is_operator ? " from the next sign-in on; meme admin reset makes a link for it." : ".");
  return 0;
}

int sign_out(const MarketplaceSettings& all, const Wish& wish) {
  if (wish.everybody) {
    People people(all);
    block_on(people.sessions().rotate_key(std::chrono::seconds(0)));
    fmt::print("Everybody is signed out.\n");
    return 0;
  }
  const MemberId member = member_of(wish);
  People people(all);
  block_on(people.sessions().revoke_all_of(member));
  fmt::print("{} is signed out everywhere.\n", wish.member);
  return 0;
}

int rotate_key(const MarketplaceSettings& all, const Wish& wish) {
  People people(all);
  const auto lifetime =
      std::chrono::duration_cast<std::chrono::seconds>(all.members.session_lifetime);
  block_on(people.sessions().rotate_key(wish.now ? std::chrono::seconds(0) : lifetime));
  fmt::print("A new key signs sessions. {}\n",
             wish.now ? "Everybody is signed out." : "Those there are go on until they expire.");
  return 0;
}

MemberId the_only_operator(sql::Database& database) {
  std::vector<MemberId> found;
  database.open_reader()->each(queries::listed_operators, [&found](const sql::Row& row) {
    found.push_back(row.id<MemberId>(0));
  });
  if (found.size() == 1) return found.front();
  throw std::runtime_error(found.empty()
                               ? "There is no operator yet; meme serve prints a set-up link."
                               : "There are several operators; say which: meme admin reset MEMBER");
}

int reset(const MarketplaceSettings& all, const Wish& wish) {
  People people(all);
  const MemberId member =
      wish.member.empty() ? the_only_operator(people.database()) : member_of(wish);
  const auto token = block_on(people.operators().sign_in_link(member));
  if (!token) throw std::runtime_error(fmt::format("{} is no operator.", member.text()));
  fmt::print("Once, within a day, after meme serve: {}\n",
             setup_url(url_of(all.server, all.server.port), "again", *token));
  return 0;
}

int act(const MarketplaceSettings& all, const Wish& wish) {
  if (wish.what == "people") return list_people(all, wish);
  if (wish.what == "make-operator") return change_operator(all, wish, true);
  if (wish.what == "remove-operator") return change_operator(all, wish, false);
  if (wish.what == "sign-out") return sign_out(all, wish);
  if (wish.what == "rotate-key") return rotate_key(all, wish);
  if (wish.what == "reset") return reset(all, wish);
  throw std::invalid_argument(needed);
}

}  // namespace

int run_admin(Arguments arguments) {
  SplitArguments parts;
  parts.own.assign(arguments.begin(), arguments.end());
  Wish wish{.search = parts.take_value("search"),
            .everybody = parts.take_switch("all"),
            .now = parts.take_switch("now"),
            .operators = parts.take_switch("operators")};
  wish.what = parts.take_word(needed);
  if (std::ranges::any_of(parts.own, [](const auto& one) { return !one.starts_with("--"); })) {
    wish.member = parts.take_word(needed);
  }
  runtime::Settings settings = runtime::Settings::from_process(parts.own);
  const MarketplaceSettings all = MarketplaceSettings::read(settings);
  if (!accept(settings)) return 2;
  return act(all, wish);
}

}  // namespace meme::app
