#include "http/public_address.h"

#include <array>
#include <cstdint>
#include <utility>

namespace meme::http {
namespace {

struct Range {
  std::uint32_t first;
  int bits;
};

constexpr std::uint32_t quad(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// https://www.iana.org/assignments/iana-ipv4-special-registry, and multicast.
constexpr std::array special_v4 = {
    Range{quad(0, 0, 0, 0), 8},      Range{quad(10, 0, 0, 0), 8},
    Range{quad(100, 64, 0, 0), 10},  Range{quad(127, 0, 0, 0), 8},
    Range{quad(169, 254, 0, 0), 16}, Range{quad(172, 16, 0, 0), 12},
    Range{quad(192, 0, 0, 0), 24},   Range{quad(192, 0, 2, 0), 24},
    Range{quad(192, 88, 99, 0), 24}, Range{quad(192, 168, 0, 0), 16},
    Range{quad(198, 18, 0, 0), 15},  Range{quad(198, 51, 100, 0), 24},
    Range{quad(203, 0, 113, 0), 24}, Range{quad(224, 0, 0, 0), 3}};

bool is_public_v4(std::uint32_t address) {
  for (const Range& range : special_v4) {
    if ((address ^ range.first) >> (32 - range.bits) == 0) return false;
  }
  return true;
}

// Global unicast is 2000::/3; https://www.iana.org/assignments/iana-ipv6-special-registry lists its
// exceptions.
bool is_public_v6(const boost::asio::ip::address_v6::bytes_type& bytes) {
  const auto word = [&](std::size_t i) {
    return static_cast<unsigned>(bytes[i] << 8 | bytes[i + 1]);
  };
  if (bytes[0] >> 5 != 1) return false;
  if (word(0) == 0x2001 && word(2) < 0x0200) return false;  // 2001::/23: Teredo, benchmarks, ORCHID
  if (word(0) == 0x2001 && word(2) == 0x0db8) return false;  // documentation
  if (word(0) == 0x2002) return false;                       // 6to4
  return word(0) < 0x3ff0;  // 3fff::/20 is documentation, the rest unassigned
}

}  // namespace

bool is_public(const boost::asio::ip::address& address) {
  return address.is_v4() ? is_public_v4(address.to_v4().to_uint())
                         : is_public_v6(address.to_v6().to_bytes());
}

}  // namespace meme::http
