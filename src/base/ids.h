#pragma once
#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/base32.h"
#include "base/time.h"

namespace meme {

// A 63-bit identifier of one kind of thing. Its text form is the kind's prefix, '_', and the number
// in base 32: "art_1k". Artists, portfolios and members are numbered densely from 1; the rest take
// time-sorted numbers from an IdSource.
template <class Tag>
struct Id {
  std::uint64_t value = 0;

  friend constexpr auto operator<=>(Id, Id) = default;

  void append_to(std::string& out) const {
    out.append(Tag::prefix);
    out.push_back('_');
    append_base32(out, value);
  }
  std::string text() const {
    std::string out;
    append_to(out);
    return out;
  }
  static std::optional<Id> parse(std::string_view text) {
    constexpr std::string_view prefix = Tag::prefix;
    if (!text.starts_with(prefix) || text.size() < prefix.size() + 2 ||
        text[prefix.size()] != '_') {
      return std::nullopt;
    }
    const auto value = parse_base32(text.substr(prefix.size() + 1));
    if (!value || *value == 0 || (*value >> 63) != 0) return std::nullopt;
    return Id{*value};
  }
};

struct ArtistTag {
  static constexpr std::string_view prefix = "art";
};
struct PortfolioTag {
  static constexpr std::string_view prefix = "pf";
};
struct MemberTag {
  static constexpr std::string_view prefix = "mem";
};
struct ReservationTag {
  static constexpr std::string_view prefix = "rsv";
};
struct HoldTag {
  static constexpr std::string_view prefix = "hold";
};
struct WaitlistTag {
  static constexpr std::string_view prefix = "wait";
};
struct BusyCalendarTag {
  static constexpr std::string_view prefix = "cal";
};

using ArtistId = Id<ArtistTag>;
using PortfolioId = Id<PortfolioTag>;
using MemberId = Id<MemberTag>;
using ReservationId = Id<ReservationTag>;
using HoldId = Id<HoldTag>;
using WaitlistId = Id<WaitlistTag>;
using BusyCalendarId = Id<BusyCalendarTag>;

// Makes time-sorted identifiers in the layout of Twitter's Snowflake: 41 bits of milliseconds since
// 2024, 8 bits that tell processes apart, 14 bits of sequence. Rows keyed by them are appended,
// never inserted in the middle. Numbers keep growing when the clock steps back. Any thread.
class IdSource {
 public:
  explicit IdSource(std::uint8_t process) : process_(process) {}

  template <class AnyId>
  AnyId next(Instant now) {
    return AnyId{next_value(now)};
  }
  // Numbers made from now on are larger than `number`, which this or an earlier process made.
  void start_after(std::uint64_t number);

 private:
  std::uint64_t next_value(Instant now);

  std::uint8_t process_;
  std::atomic<std::uint64_t> last_{0};  // milliseconds and sequence, without the process bits
};

}  // namespace meme

template <class Tag>
struct std::hash<meme::Id<Tag>> {
  std::size_t operator()(meme::Id<Tag> id) const noexcept {
    return static_cast<std::size_t>(id.value * 0x9E3779B97F4A7C15ULL);
  }
};
