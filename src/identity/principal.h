// Who is asking: the member behind a request and what that member may do. A plain value; any
// thread.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>

#include "base/ids.h"

namespace meme::identity {

// One bit each; a member may hold several. `operator_` runs the marketplace.
enum class Role : std::uint8_t { customer = 1, artist = 2, operator_ = 4 };

// A set of roles. The bits are stored in the database and in tokens, so they never change meaning.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(Role role) : bits_(static_cast<std::uint8_t>(role)) {}
  constexpr Roles(std::initializer_list<Role> roles) {
    for (Role role : roles) bits_ |= static_cast<std::uint8_t>(role);
  }

  // Unknown bits are dropped: what this version does not know grants nothing.
  static constexpr Roles from_bits(std::int64_t bits) {
    Roles roles;
    roles.bits_ = static_cast<std::uint8_t>(bits & 7);
    return roles;
  }

  constexpr std::uint8_t bits() const { return bits_; }
  constexpr bool has(Role role) const { return (bits_ & static_cast<std::uint8_t>(role)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  friend constexpr bool operator==(Roles, Roles) = default;

 private:
  std::uint8_t bits_ = 0;
};

// The default value is an anonymous visitor: no member, no roles.
struct Principal {
  MemberId member{};
  std::optional<ArtistId> artist{};  // the artist this member is, when `roles` has artist
  Roles roles{};

  bool signed_in() const { return member != MemberId{}; }
  bool is(Role role) const { return roles.has(role); }
  bool is_artist(ArtistId id) const { return is(Role::artist) && artist == id; }
  friend bool operator==(const Principal&, const Principal&) = default;
};

}  // namespace meme::identity
