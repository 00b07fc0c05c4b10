#include "market.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "base/ids.h"
#include "base/random.h"

namespace meme::loadgen {
namespace {

// Between planned times of one artist: more than the longest buffers of a service in the shop in
// the seeded marketplace.
constexpr Minutes clearance{60};

// Sends one request and keeps the answer.
class OneCall final : public Workload {
 public:
  explicit OneCall(std::string_view request) : request_(request) {}
  std::optional<std::string_view> next(std::size_t) override {
    return std::exchange(sent, true) ? std::nullopt : std::optional(request_);
  }
  Outcome judge(std::size_t, const Reply& reply) override {
    status = reply.status;
    body = reply.body;
    return Outcome::ok;
  }

  bool sent = false;
  int status = 0;
  std::string body;

 private:
  std::string_view request_;
};

// Asks for the free times of one random portfolio after another.
class Planner final : public Workload {
 public:
  Planner(const Options& options, const Plan& plan, std::uint32_t portfolio_count)
      : options_(options), plan_(plan), random_(options.seed), requests_(options.run.connections) {
    order_.reserve(portfolio_count);
    for (std::uint32_t id = 1; id <= portfolio_count; ++id) order_.push_back(id);
    asked_.resize(options.run.connections);
  }

  std::optional<std::string_view> next(std::size_t connection) override {
    if (asked_count_ == order_.size() || planned.size() >= plan_.portfolios_most ||
        slot_count_ >= plan_.slots_most) {
      return std::nullopt;
    }
    // One step of a Fisher-Yates shuffle for each request.
    std::swap(order_[asked_count_],
              order_[asked_count_ + random_.below(order_.size() - asked_count_)]);
    const std::uint32_t portfolio = order_[asked_count_++];
    asked_[connection] = portfolio;
    requests_[connection] = get_request(
        options_.endpoint, fmt::format("/v1/portfolios/{}/availability?from={}&days={}&place=shop",
                                       portfolio_text(portfolio), date_after_today(2), plan_.days));
    return requests_[connection];
  }

  Outcome judge(std::size_t connection, const Reply& reply) override {
    if (reply.status != 200) return outcome_of(reply.status);  // a visit only, or hidden
    const auto artist = ArtistId::parse(json_value(reply.body, "artistId"));
    if (!artist || !artists_.insert(artist->value).second) return Outcome::ok;
    PlannedArtist found{.artist = artist->value, .slots = {}};
    read_slots(reply.body, asked_[connection], found.slots);
    if (found.slots.empty()) return Outcome::ok;
    slot_count_ += found.slots.size();
    planned.push_back(std::move(found));
    return Outcome::ok;
  }

  std::vector<PlannedArtist> planned;

 private:
  // {"start":"2026-12-05T09:30:00+09:00","end":"…"}
  void read_slots(std::string_view body, std::uint32_t portfolio, std::vector<PlannedSlot>& slots) {
    constexpr std::string_view mark = "{\"start\":\"";
    Minute free_from = Minute::min();
    for (std::size_t at = body.find(mark); at != std::string_view::npos; at = body.find(mark, at)) {
      const std::string_view start = body.substr(at + mark.size(), 25);
      const std::string_view end = body.substr(at + mark.size() + 25 + 9, 25);
      at += mark.size();
      const auto from = parse_minute(start);
      const auto to = parse_minute(end);
      if (!from || !to || *from < free_from) continue;
      free_from = *to + clearance;
      PlannedSlot slot{.portfolio = portfolio};
      std::ranges::copy(start, slot.start.begin());
      slots.push_back(slot);
      if (slots.size() == plan_.slots_each_most) return;
    }
  }

  const Options& options_;
  const Plan& plan_;
  Random random_;
  std::vector<std::uint32_t> order_;
  std::size_t asked_count_ = 0;
  std::vector<std::uint32_t> asked_;
  std::vector<std::string> requests_;
  std::unordered_set<std::uint64_t> artists_;
  std::size_t slot_count_ = 0;
};

}  // namespace

std::string portfolio_text(std::uint32_t portfolio) {
  return PortfolioId{portfolio}.text();
}

std::string get_request(const Endpoint& endpoint, std::string_view target) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\n\r\n", target, endpoint.host);
}

std::string post_request(const Endpoint& endpoint, std::string_view target, std::string_view body) {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      target, endpoint.host, body.size(), body);
}

std::string date_after_today(int days) {
  const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  std::string text;
  append_date(text, Date{today + std::chrono::days{days}});
  return text;
}

Market::Answer Market::ask(std::string_view request) {
  OneCall call(request);
  const RunPlan once{.connections = 1, .duration = std::chrono::seconds(60)};
  Engine(loop_, options_.endpoint, once, call).run();
  return {call.status, std::move(call.body)};
}

// Of things that are numbered from 1 on with few gaps.
std::uint32_t Market::count_dense(const std::function<bool(std::uint32_t)>& exists) {
  const auto exists_near = [&exists](std::uint32_t id) {
    return exists(id) || exists(id + 1) || exists(id + 2) || exists(id + 3);
  };
  std::uint32_t known = 0;
  std::uint32_t unknown = 1;
  while (exists_near(unknown)) {
    known = unknown;
    unknown *= 2;
  }
  while (unknown - known > 1) {
    const std::uint32_t middle = known + (unknown - known) / 2;
    (exists_near(middle) ? known : unknown) = middle;
  }
  return known;
}

std::string Market::sign_in(std::uint32_t member) {
  const std::string body = fmt::format(R"({{"memberId":"{}"}})", MemberId{member}.text());
  Answer answer = ask(post_request(options_.endpoint, "/v1/demo/session", body));
  return answer.status == 200 ? std::move(answer.body) : "";
}

std::vector<std::string> Market::customer_tokens(std::size_t count) {
  const std::uint32_t members =
      count_dense([this](std::uint32_t id) { return !sign_in(id).empty(); });
  if (members == 0) throw Failure("the server lets nobody sign in for a demonstration");
  Random random(options_.seed);
  std::vector<std::string> tokens;
  std::unordered_set<std::uint64_t> asked;
  while (tokens.size() < count && asked.size() < members) {
    const auto member = static_cast<std::uint32_t>(1 + random.below(members));
    if (!asked.insert(member).second) continue;
    const std::string session = sign_in(member);
    if (session.find("\"customer\"") == std::string::npos) continue;
    tokens.emplace_back(json_value(session, "token"));
  }
  if (tokens.empty()) throw Failure("the server knows no customers");
  return tokens;
}

std::uint32_t Market::portfolio_count() {
  const std::uint32_t count = count_dense([this](std::uint32_t id) {
    const std::string target = "/v1/portfolios/" + portfolio_text(id);
    return ask(get_request(options_.endpoint, target)).status == 200;
  });
  if (count == 0) throw Failure("the server has no portfolios");
  return count;
}

std::vector<PlannedArtist> Market::plan_bookings(const Plan& plan) {
  Planner planner(options_, plan, portfolio_count());
  RunPlan run{.connections = options_.run.connections, .duration = std::chrono::minutes(10)};
  Engine(loop_, options_.endpoint, run, planner).run();
  if (planner.planned.empty()) throw Failure("no free times were found");
  return std::move(planner.planned);
}

}  // namespace meme::loadgen
