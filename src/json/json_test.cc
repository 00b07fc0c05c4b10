#include "json/json.h"

#include <gtest/gtest.h>

namespace meme::json {
namespace {

enum class Place { shop, visit };
constexpr auto enum_names(Place) {
  return std::to_array<std::pair<Place, std::string_view>>(
      {{Place::shop, "shop"}, {Place::visit, "visit"}});
}

struct Item {
  std::int32_t count = 0;
  friend bool operator==(const Item&, const Item&) = default;
};
void describe(Describe<Item>& d) {
  d.name("Item").field("count", &Item::count, "How many.", {.min = 1, .max = 9});
}

struct Order {
  PortfolioId portfolio{};
  Minute start{};
  Place place = Place::shop;
  std::optional<std::string> note;
  std::vector<Item> items;
  bool gift = false;
  double weight = 0;
  Money price{};
  std::int32_t limit = 20;
  friend bool operator==(const Order&, const Order&) = default;
};
void describe(Describe<Order>& d) {
  d.name("Order").summary("An order.");
  d.field("portfolioId", &Order::portfolio, "What.");
  d.field("start", &Order::start, "When.");
  d.field("place", &Order::place, "Where.");
  d.field("note", &Order::note, "Why.", {.min_length = 1, .max_length = 5});
  d.field("items", &Order::items, "Parts.", {.min_items = 1, .max_items = 2});
  d.field("gift", &Order::gift, "Wrapped.");
  d.field("weight", &Order::weight, "In kg.", {.min = 0, .max = 10});
  d.field("price", &Order::price, "In won.");
  d.field("limit", &Order::limit, "At most.", {.min = 1, .max = 50, .required = false});
}

constexpr std::string_view good =
    R"({"portfolioId":"pf_1k","start":"2026-12-05T09:30:00+09:00","place":"visit","note":"안녕",)"
    R"("items":[{"count":1},{"count":2}],"gift":true,"weight":1.5,)"
    R"("price":{"amount":120000,"currency":"KRW"}})";

std::string with(std::string_view from, std::string_view to) {
  std::string text(good);
  const auto at = text.find(from);
  EXPECT_NE(at, text.npos);
  return text.replace(at, from.size(), to);
}

// "pointer code" of the only problem.
std::string problem_of(std::string_view body) {
  const auto order = read<Order>(body);
  if (order) return "none";
  EXPECT_EQ(order.error().size(), 1U);
  EXPECT_FALSE(order.error()[0].detail.empty());
  return order.error()[0].pointer + " " + order.error()[0].code;
}

TEST(Json, ReadsWhatItDescribes) {
  const auto order = read<Order>(good);
  ASSERT_TRUE(order.has_value());
  EXPECT_EQ(order->portfolio.text(), "pf_1k");
  EXPECT_EQ(order->place, Place::visit);
  EXPECT_EQ(order->note, "안녕");
  EXPECT_EQ(order->items, (std::vector<Item>{{1}, {2}}));
  EXPECT_TRUE(order->gift);
  EXPECT_DOUBLE_EQ(order->weight, 1.5);
  EXPECT_EQ(order->price, Money{120000});
  EXPECT_EQ(order->limit, 20);
}

TEST(Json, WritesWhatItReads) {
  const auto order = read<Order>(good);
  ASSERT_TRUE(order.has_value());
  const std::string text = write(*order);
  EXPECT_EQ(read<Order>(text), order);
  EXPECT_NE(text.find(R"("start":"2026-12-05T00:30:00)"), text.npos);
}

TEST(Json, LeavesOutEmptyOptionals) {
  EXPECT_EQ(write(Order{.portfolio = PortfolioId{1}}).find("note"), std::string::npos);
}

TEST(Json, EscapesText) {
  EXPECT_EQ(write(std::string("a\"b\\c\n\t\x01\x7f 한")), R"("a\"b\\c\n\t\u0001\u007f 한")");
  const auto text = read<std::string>(R"("a\"b\\\u00e9\ud83d\ude00")");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(*text, "a\"b\\é😀");
}

TEST(Json, KeepsTextsThatBeginWithAnEscape) {
  const auto texts = read<std::vector<std::string>>(R"(["\u0041bc","\\def","\"","plain","a/\/b"])");
  ASSERT_TRUE(texts.has_value());
  EXPECT_EQ(*texts, (std::vector<std::string>{"Abc", "\\def", "\"", "plain", "a//b"}));
}

TEST(Json, PointsToEachKindOfProblem) {
  EXPECT_EQ(problem_of("{"), " malformed_json");
  EXPECT_EQ(problem_of(""), " malformed_json");
  EXPECT_EQ(problem_of("[]"), " wrong_type");
  EXPECT_EQ(problem_of(std::string(good) + "x"), " malformed_json");
  EXPECT_EQ(problem_of(with("pf_1k", "art_1k")), "/portfolioId invalid_format");
  EXPECT_EQ(problem_of(with("\"pf_1k\"", "7")), "/portfolioId wrong_type");
  EXPECT_EQ(problem_of(with("09:30:00", "09:30:01")), "/start invalid_format");
  EXPECT_EQ(problem_of(with("12-05", "13-05")), "/start invalid_format");
  EXPECT_EQ(problem_of(with("visit", "boat")), "/place unknown_value");
  EXPECT_EQ(problem_of(with("안녕", "")), "/note too_short");
  EXPECT_EQ(problem_of(with("안녕", "여섯글자입니")), "/note too_long");
  EXPECT_EQ(problem_of(with("안녕", "a\\u0000")), "/note invalid_text");
  EXPECT_EQ(problem_of(with("\"안녕\"", "null")), "/note wrong_type");
  EXPECT_EQ(problem_of(with(R"({"count":2})", R"({"count":0})")), "/items/1/count out_of_range");
  EXPECT_EQ(problem_of(with(R"({"count":2})", R"({"count":1.5})")), "/items/1/count wrong_type");
  EXPECT_EQ(problem_of(with(R"({"count":2})", "{}")), "/items/1/count missing_field");
  EXPECT_EQ(problem_of(with(R"({"count":1},)", R"({"count":1},{"count":1},)")), "/items too_many");
  EXPECT_EQ(problem_of(with(R"([{"count":1},{"count":2}])", "[]")), "/items too_few");
  EXPECT_EQ(problem_of(with("\"gift\"", "\"gi/ft~\":1,\"gift\"")), "/gi~1ft~0 unknown_field");
  EXPECT_EQ(problem_of(with("\"gift\"", "\"gift\":true,\"gift\"")), "/gift duplicate_field");
  EXPECT_EQ(problem_of(with("1.5", "1e400")), "/weight out_of_range");
  EXPECT_EQ(problem_of(with("1.5", "11")), "/weight out_of_range");
  EXPECT_EQ(problem_of(with("KRW", "USD")), "/price/currency unknown_value");
  EXPECT_EQ(problem_of(with("120000", "9e30")), "/price/amount out_of_range");
}

TEST(Json, RefusesTextThatIsNotUtf8) {
  EXPECT_EQ(problem_of(with("안녕", "\xc0\xaf")), " invalid_utf8");
  EXPECT_EQ(problem_of(with("안녕", "\xed\xa0\x80")), " invalid_utf8");
  EXPECT_EQ(problem_of(with("안녕", "\xff")), " invalid_utf8");
  EXPECT_EQ(problem_of(with("안녕", "\\ud800")), " malformed_json");
  EXPECT_EQ(problem_of(with("안녕", "\\ud800\\ud800")), " invalid_utf8");
}

TEST(Json, RefusesDeepNesting) {
  EXPECT_EQ(problem_of(std::string(100'000, '[')), " too_deep");
}

TEST(Json, ReportsAllProblemsUpToABound) {
  const auto two = read<Order>(R"({"portfolioId":1,"what":2})");
  ASSERT_FALSE(two.has_value());
  EXPECT_EQ(two.error().size(), 8U);
  std::string many = "{";
  for (int i = 0; i < 100; ++i) many += "\"x" + std::to_string(i) + "\":1,";
  many.back() = '}';
  const auto refused = read<Order>(many);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().size(), 20U);
}

TEST(Json, AcceptsWholeNumbersInAnySpelling) {
  EXPECT_EQ(read<std::int64_t>("120000.0"), 120000);
  EXPECT_EQ(read<std::int64_t>("1e3"), 1000);
  EXPECT_EQ(read<std::int64_t>("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_FALSE(read<std::int64_t>("9223372036854775808").has_value());
  EXPECT_FALSE(read<std::uint8_t>("256").has_value());
}

struct Query {
  std::vector<ArtistId> artists;
  std::optional<std::int32_t> limit;
  bool all = false;
  std::optional<Date> date;
  std::optional<std::chrono::year_month> month;
};
void describe(Describe<Query>& d) {
  d.field("artists", &Query::artists, "", {.max_items = 3, .required = false});
  d.field("limit", &Query::limit, "", {.min = 1, .max = 50});
  d.field("all", &Query::all, "", {.required = false});
  d.field("date", &Query::date, "");
  d.field("month", &Query::month, "");
}

TEST(JsonParameters, ReadTypedValues) {
  const Document::Parameter given[] = {{"artists", "art_1"},   {"limit", "20"},
                                       {"artists", "art_2"},   {"all", "true"},
                                       {"date", "2026-12-05"}, {"month", "2026-12"}};
  const auto query = read_parameters<Query>(given);
  ASSERT_TRUE(query.has_value());
  EXPECT_EQ(query->artists, (std::vector{ArtistId{1}, ArtistId{2}}));
  EXPECT_EQ(query->limit, 20);
  EXPECT_TRUE(query->all);
  EXPECT_EQ(write(*query->date), "\"2026-12-05\"");
  EXPECT_EQ(write(*query->month), "\"2026-12\"");
}

TEST(JsonParameters, SplitListsAtCommas) {
  const Document::Parameter given[] = {{"artists", "art_1,art_2"}};
  const auto query = read_parameters<Query>(given);
  ASSERT_TRUE(query.has_value());
  EXPECT_EQ(query->artists.size(), 2U);
}

TEST(JsonParameters, RefuseWhatIsWrong) {
  const Document::Parameter given[] = {
      {"artists", "art_1,art_,art_3"}, {"limit", "51"}, {"limit", "2"}, {"all", "yes"},
      {"date", "2026-02-30"},          {"utm", "1"}};
  const auto query = read_parameters<Query>(given);
  ASSERT_FALSE(query.has_value());
  std::string all;
  for (const Problem& p : query.error()) all += p.pointer + " " + p.code + "; ";
  EXPECT_EQ(all,
            "/utm unknown_field; /artists/1 invalid_format; /limit wrong_type; "
            "/all wrong_type; /date invalid_format; ");
}

TEST(JsonSchema, DescribesTypes) {
  Schemas schemas;
  EXPECT_EQ(schema<Order>(schemas), R"({"$ref":"#/components/schemas/Order"})");
  const std::string all = schemas.components();
  EXPECT_TRUE(Document::parse(all, 20).has_value());
  EXPECT_NE(all.find(R"("Item":{"type":"object","properties":{"count":{"type":"integer",)"
                     R"("format":"int32","minimum":1,"maximum":9,"description":"How many."}},)"
                     R"("required":["count"],"additionalProperties":false})"),
            all.npos);
  EXPECT_NE(all.find(R"("place":{"type":"string","enum":["shop","visit"])"), all.npos);
  EXPECT_NE(all.find(R"("maximum":50,"default":20)"), all.npos);
}

struct OtherItem {
  bool odd = false;
};
void describe(Describe<OtherItem>& d) {
  d.name("Item").field("odd", &OtherItem::odd, "");
}

TEST(JsonSchema, RefusesTwoTypesOfOneName) {
  Schemas schemas;
  schema<Item>(schemas);
  EXPECT_THROW(schema<OtherItem>(schemas), std::logic_error);
}

TEST(JsonText, CountsCodePoints) {
  EXPECT_EQ(count_code_points("한글"), 2U);
  EXPECT_EQ(count_code_points("\xe0\x80\xaf"), std::nullopt);
  EXPECT_EQ(count_code_points("\xf4\x90\x80\x80"), std::nullopt);
  EXPECT_EQ(count_code_points("\xe2\x82"), std::nullopt);
  EXPECT_TRUE(has_control("a\xe2\x80\xae", true));
  EXPECT_FALSE(has_control("a\n", true));
  EXPECT_TRUE(has_control("a\n", false));
}

}  // namespace
}  // namespace meme::json
