// Who may call a route. A route without a policy does not start.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "identity/principal.h"

namespace meme::http {

class Request;

// What ownership a resource needs (one's own hold, one's own calendar) is the handler's to check.
// `local_or_operator` also admits a direct connection from this machine, for metrics.
enum class Policy : std::uint8_t {
  anyone,
  signed_in,
  customer,
  artist,
  operator_,
  local_or_operator
};

constexpr auto enum_names(Policy) {
  using enum Policy;
  return std::to_array<std::pair<Policy, std::string_view>>(
      {{anyone, "anyone"},
       {signed_in, "signed_in"},
       {customer, "customer"},
       {artist, "artist"},
       {operator_, "operator"},
       {local_or_operator, "local_or_operator"}});
}

enum class Admission : std::uint8_t { admitted, not_signed_in, forbidden };

// `local`: the connection comes from this machine and no proxy forwarded it.
Admission admit(Policy policy, const identity::Principal& who, bool local);

// Finds out who is asking. Called at most once a request, on an I/O thread; must not block.
class Authenticator {
 public:
  virtual ~Authenticator() = default;

  // Nothing for a visitor without credentials and for unusable credentials alike.
  virtual std::optional<identity::Principal> authenticate(const Request& request) const = 0;
};

}  // namespace meme::http
