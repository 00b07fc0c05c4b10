#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/time.h"
#include "engine.h"
#include "options.h"

namespace meme::loadgen {

// A free time that was found on the server.
struct PlannedSlot {
  std::uint32_t portfolio = 0;
  std::array<char, 25> start{};  // 2026-12-05T09:30:00+09:00

  std::string_view start_text() const { return {start.data(), start.size()}; }
};

// Free times of one artist that can all be booked: they keep clear of each other, margins included.
struct PlannedArtist {
  std::uint64_t artist = 0;
  std::vector<PlannedSlot> slots;
};

struct Plan {
  std::size_t portfolios_most = 0;  // to ask for
  std::size_t slots_most = 0;       // in all
  std::size_t slots_each_most = 0;
  int days = 62;
};

// What a load needs to know about the server before it begins. Everything is asked over HTTP, as a
// client would.
class Market {
 public:
  Market(Loop& loop, const Options& options) : loop_(loop), options_(options) {}

  // Bearer tokens of up to `count` customers. Needs the server's sign-in for development.
  std::vector<std::string> customer_tokens(std::size_t count);
  // Portfolios are numbered from 1 to this.
  std::uint32_t portfolio_count();
  // Free times in the shop of random artists, from the day after tomorrow on.
  std::vector<PlannedArtist> plan_bookings(const Plan& plan);

 private:
  struct Answer {
    int status = 0;
    std::string body;
  };
  Answer ask(std::string_view request);
  std::uint32_t count_dense(const std::function<bool(std::uint32_t)>& exists);
  // The answer; empty when there is no such member.
  std::string sign_in(std::uint32_t member);

  Loop& loop_;
  const Options& options_;
};

std::string portfolio_text(std::uint32_t portfolio);
std::string get_request(const Endpoint& endpoint, std::string_view target);
std::string post_request(const Endpoint& endpoint, std::string_view target, std::string_view body);
// "2026-12-05", so many days after today in UTC.
std::string date_after_today(int days);

}  // namespace meme::loadgen
