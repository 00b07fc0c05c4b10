#include "booking/http/answers.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstring>

#include "base/base32.h"
#include "base/check.h"
#include "booking/json.h"

namespace meme::booking {
namespace {

// 64-bit FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv): the same in every build, as stored
// hashes need.
constexpr std::uint64_t fnv_start = 0xcbf29ce484222325ULL;
std::uint64_t fnv(std::string_view text, std::uint64_t hash) {
  for (const unsigned char byte : text) hash = (hash ^ byte) * 0x100000001b3ULL;
  return hash;
}

// Of a text of tens of kilobytes: four words at a time, each multiplied by itself. A tag lives as
// long as the process's answers are the same, so the byte order does not matter.
std::uint64_t quick_hash(std::string_view text) {
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15ULL;
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  for (; text.size() >= sizeof lanes; text.remove_prefix(sizeof lanes)) {
    std::array<std::uint64_t, 4> words;
    std::memcpy(words.data(), text.data(), sizeof words);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
      lanes[i] = std::rotl((lanes[i] ^ words[i]) * odd, 29);
    }
  }
  std::uint64_t hash = fnv(text, fnv_start);
  for (const std::uint64_t lane : lanes) hash = std::rotl((hash ^ lane) * odd, 31);
  return hash;
}

http::Refusal refusal_of(BookingError error) {
  switch (error) {
    case BookingError::not_found:
      return {404, "not_found", "There is no such thing, or it is not yours."};
    case BookingError::slot_taken:
      return {409, "slot_taken", "Somebody was faster. Choose another time."};
    case BookingError::not_offered:
      return {422, "not_offered", "This time is not offered; reasons says why."};
    case BookingError::hold_expired:
      return {410, "hold_expired", "The hold is over. Choose a time again."};
    case BookingError::stale_fence:
      return {409, "stale_fence", "The fence is not this hold's. Take a new hold."};
    case BookingError::too_many_holds:
      return {409, "too_many_holds", "Release or confirm a hold first."};
    case BookingError::wrong_state:
      return {409, "wrong_state", "The reservation's state does not allow this."};
    case BookingError::not_allowed:
      return {403, "not_allowed", "The other party can do this, you cannot."};
    case BookingError::version_mismatch:
      return {412, "version_mismatch", "It has changed. Read it again, then decide."};
    case BookingError::key_reused:
      return {422, "key_reused", "This Idempotency-Key came with another request. Use a new one."};
    case BookingError::address_needed:
      return {422, "address_needed", "A visit needs an address."};
    case BookingError::invalid_schedule:
      return {422, "invalid_schedule", "The hours are not consistent."};
    case BookingError::already_waiting:
      return {409, "already_waiting", "You wait for this already, or for too much."};
    case BookingError::time_is_free:
      return {409, "time_is_free", "There is a free time in this window: book it."};
    case BookingError::window_not_offered:
      return {422, "window_not_offered", "Nothing is ever offered in this window."};
  }
  MEME_ASSERT(false);
}

// The member of the request that a reason against a start is about.
std::string pointer_of(std::string_view reason) {
  if (reason == reason_code(Reason::hidden)) return "/portfolioId";
  if (reason == reason_code(Reason::place_not_offered)) return "/place";
  return "/start";
}

// What of the request is to blame, where one thing alone is.
std::optional<http::FieldProblem> culprit(BookingError error, http::Part hold_in) {
  using http::FieldProblem;
  using http::Part;
  switch (error) {
    case BookingError::address_needed:
      return FieldProblem{Part::body, "/contact/address", "missing_field",
                          "Must be given for a visit."};
    case BookingError::hold_expired:
      return FieldProblem{hold_in, "/holdId", "hold_expired", "It is over."};
    case BookingError::stale_fence:
      return FieldProblem{Part::body, "/fence", "stale_fence", "It is not this hold's."};
    case BookingError::version_mismatch:
      return FieldProblem{Part::header, "/If-Match", "version_mismatch", "It is not the newest."};
    case BookingError::key_reused:
      return FieldProblem{Part::header, "/Idempotency-Key", "key_reused",
                          "It came with another request."};
    default:
      return std::nullopt;
  }
}

}  // namespace

http::Response refused(const Refusal& refusal, http::Part hold_in) {
  const http::Refusal face = refusal_of(refusal.error);
  http::Problem problem{face.status, std::string(face.code), std::string(face.detail)};
  if (auto field = culprit(refusal.error, hold_in)) problem.errors.push_back(std::move(*field));
  const bool about_start =
      refusal.error == BookingError::slot_taken || refusal.error == BookingError::not_offered;
  for (const ReasonText& reason : refusal.reasons) {
    std::string pointer = about_start ? pointer_of(reason.code) : reason.pointer;
    if (pointer.empty()) continue;
    problem.errors.push_back({http::Part::body, std::move(pointer), reason.code, reason.detail});
  }
  const bool told = !about_start && !problem.errors.empty();
  if (!told && !refusal.reasons.empty()) problem.with("reasons", refusal.reasons);
  if (about_start) problem.with("alternatives", refusal.alternatives);
  return http::Response::problem(std::move(problem));
}

Request request_of(const http::Request& request) {
  std::uint64_t hash = fnv(request.path(), fnv_start);
  hash = fnv(request.body(), fnv("\n", hash));
  return {request.principal(), std::string(request.idempotency_key()), hash};
}

std::expected<std::int64_t, http::Response> version_of(const http::Request& request) {
  std::string_view tag = request.if_match();
  std::int64_t version = 0;
  if (tag.size() > 2 && tag.front() == '"' && tag.back() == '"') {
    tag = tag.substr(1, tag.size() - 2);
    const auto read = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    if (read.ec == std::errc{} && read.ptr == tag.data() + tag.size()) return version;
  }
  return std::unexpected(refused(Refusal{BookingError::version_mismatch}));
}

std::string etag_of_version(std::int64_t version) {
  return '"' + std::to_string(version) + '"';
}

std::string etag_of_text(std::string_view text) {
  std::string tag = "\"";
  append_base32(tag, quick_hash(text));
  return tag + '"';
}

std::vector<http::Refusal> refusals_of(std::initializer_list<BookingError> errors) {
  std::vector<http::Refusal> all;
  for (const BookingError error : errors) all.push_back(refusal_of(error));
  return all;
}

}  // namespace meme::booking
