// What clients of a booking system asked for and what they were told: the evidence the checker
// judges.
//
// A history is a list of operations in any order, or the same as JSON lines, one object each. Times
// are milliseconds on one clock shared by all clients (for a server on the same machine:
// CLOCK_MONOTONIC or CLOCK_REALTIME); calendar times are minutes since 1970.
#pragma once
#include <cstdint>
#include <expected>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace meme::checker {

enum class Kind : std::uint8_t {
  hold,  // takes a hold: artist, interval, claim, fence, ends_at
  book,  // makes a reservation: artist, interval, claim; from a hold: hold, fence; pending: ends_at
  approve,  // a pending reservation stays
  move,     // a reservation's new interval
  release,  // ends a hold or a reservation: release, cancel, decline
  read,     // what a client saw of a reservation: active, version, interval
  last      // as `read`, but after everything has come to rest; all of these describe one moment
};

enum class Outcome : std::uint8_t {
  ok,       // acknowledged
  refused,  // answered, and promised to have had no effect
  unknown   // no answer: it may have had its effect at any time since it was invoked, or never
};

inline constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

struct Operation {
  Kind kind = Kind::read;
  Outcome outcome = Outcome::ok;
  std::int64_t process = 0;    // the client; for messages only
  std::int64_t invoked = 0;    // ms, before the request was sent
  std::int64_t completed = 0;  // ms, after the answer had come
  std::uint64_t artist = 0;
  std::int64_t start = 0;  // minutes, the blocked interval [start, end), buffers included
  std::int64_t end = 0;
  std::uint64_t claim = 0;  // the hold's or reservation's id
  std::uint64_t hold = 0;   // book: the hold it confirms; 0 without one
  std::int64_t fence = 0;
  std::int64_t ends_at = never;  // ms, when the claim ends by itself
  std::int64_t version = 0;      // the reservation's, after the operation
  std::uint64_t member = 0;      // whose idempotency key
  std::string key;               // empty: not idempotent
  std::uint64_t request = 0;     // hash of the request
  std::uint64_t answer = 0;      // hash of the acknowledged answer
  bool active = false;           // read, last: whether it claims its interval
};

using History = std::vector<Operation>;

std::string_view name_of(Kind kind);
std::string_view name_of(Outcome outcome);

// One line without its line break. Members with their default value are left out.
void append_line(std::string& out, const Operation& operation);
// Why a text cannot be read names the line.
std::expected<History, std::string> read_lines(std::string_view text);

}  // namespace meme::checker
