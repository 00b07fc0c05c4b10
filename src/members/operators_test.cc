#include <gtest/gtest.h>

#include "base/base64.h"
#include "base/random.h"
#include "members/module.h"
#include "members/queries.h"
#include "runtime/block_on.h"
#include "sql/database.h"

namespace meme::members {
namespace {

using identity::Role;
using runtime::block_on;
using namespace std::chrono_literals;

constexpr sql::Query links{"test.links", "SELECT count(*) FROM operator_link"};
constexpr sql::Query kept{"test.kept",
                          "SELECT count(*) FROM operator_link WHERE instr($1, token_hash)"};

class OperatorsTest : public ::testing::Test {
 protected:
  OperatorsTest() {
    path_ = ::testing::TempDir() + "meme_operators_" + base64url(secure_random(9)) + ".db";
    open();
  }
  ~OperatorsTest() override {
    database_.reset();
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) {
      std::filesystem::remove(path_ + suffix);
    }
  }
  void open() {
    database_.reset();
    database_ = std::move(
        sql::Database::open({.path = path_, .synchronous = sql::Synchronous::normal}).value());
    migrate(*database_);
    operators_ = std::make_unique<Operators>(*database_, clock_);
  }
  void add(int id, int roles) {
    database_->bootstrap().execute(queries::insert_member, id, roles, "ann", "", "en", nullptr, 0);
  }
  std::optional<Member> take(const std::string& token, const std::string& name = "ann") {
    return block_on(operators_->take(token, name));
  }

  ManualClock clock_{Instant{1'800'000'000'000ms}};
  std::string path_;
  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<Operators> operators_;
};

TEST_F(OperatorsTest, TheFirstLinkMakesOneOperatorOnce) {
  add(7, 1);
  const auto token = operators_->first_link();
  ASSERT_TRUE(token);
  database_->start();
  EXPECT_FALSE(take("nonsense"));
  EXPECT_FALSE(take(*token + "x"));
  const auto first = take(*token, "bo");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->id, MemberId{8});
  EXPECT_EQ(first->name, "bo");
  EXPECT_TRUE(first->roles.has(Role::operator_));
  EXPECT_FALSE(take(*token));
  open();
  EXPECT_FALSE(operators_->first_link()) << "there is an operator";
}

TEST_F(OperatorsTest, AnOperatorWithoutANameGetsOne) {
  const auto token = operators_->first_link();
  database_->start();
  EXPECT_EQ(take(*token, "")->name, "운영자");
}

TEST_F(OperatorsTest, TheTokenItselfIsNotKept) {
  const auto token = operators_->first_link();
  EXPECT_EQ(database_->bootstrap().maybe_integer(links), 1);
  EXPECT_EQ(database_->bootstrap().maybe_integer(kept, *token), 0);
}

TEST_F(OperatorsTest, ALinkExpiresAndIsReplacedByTheNext) {
  const auto first = operators_->first_link();
  const auto second = operators_->first_link();
  EXPECT_EQ(database_->bootstrap().maybe_integer(links), 1);
  database_->start();
  EXPECT_FALSE(take(*first));
  clock_.advance(Operators::link_lifetime);
  EXPECT_FALSE(take(*second));
}

TEST_F(OperatorsTest, ALinkForTheFirstIsGoneOnceThereIsOne) {
  const auto token = operators_->first_link();
  add(7, 1);
  database_->start();
  EXPECT_TRUE(block_on(operators_->change(MemberId{7}, true)));
  EXPECT_FALSE(take(*token));
}

TEST_F(OperatorsTest, ALinkSignsInAsAnOperatorOnly) {
  add(7, 1);
  add(8, 5);
  database_->start();
  EXPECT_FALSE(block_on(operators_->sign_in_link(MemberId{7})));
  EXPECT_FALSE(block_on(operators_->sign_in_link(MemberId{9})));
  const auto token = block_on(operators_->sign_in_link(MemberId{8}));
  ASSERT_TRUE(token);
  EXPECT_EQ(take(*token)->id, MemberId{8});
  EXPECT_FALSE(take(*token));
  const auto late = block_on(operators_->sign_in_link(MemberId{8}));
  EXPECT_TRUE(block_on(operators_->change(MemberId{8}, false)));
  EXPECT_FALSE(take(*late)) << "no operator any more";
}

runtime::Task<void> race(Operators& operators, std::string token, int& winners) {
  const auto won = co_await operators.take(std::move(token), "ann");
  winners += won ? 1 : 0;
}

TEST_F(OperatorsTest, OfManyAtOnceOneTakesTheLink) {
  const auto token = operators_->first_link();
  database_->start();
  runtime::asio::io_context context;
  int winners = 0;
  for (int i = 0; i < 20; ++i) {
    runtime::asio::co_spawn(context, race(*operators_, *token, winners),
                            [](auto failed) { EXPECT_FALSE(failed); });
  }
  context.run();
  EXPECT_EQ(winners, 1);
}

}  // namespace
}  // namespace meme::members
