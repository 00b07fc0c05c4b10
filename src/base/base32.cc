#include "base/base32.h"

#include <array>

namespace meme {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kDigitsMax = 13;  // 65 bits

consteval std::array<std::int8_t, 256> digit_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}
constexpr auto kValues = digit_values();

}  // namespace

void append_base32(std::string& out, std::uint64_t value) {
  std::array<char, kDigitsMax> text;
  std::size_t at = text.size();
  do {
    text[--at] = kDigits[value & 31];
    value >>= 5;
  } while (value != 0);
  out.append(text.data() + at, text.size() - at);
}

std::optional<std::uint64_t> parse_base32(std::string_view text) {
  if (text.empty() || text.size() > kDigitsMax) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::uint64_t value = 0;
  for (char c : text) {
    const std::int8_t digit = kValues[static_cast<unsigned char>(c)];
    if (digit < 0 || (value >> 59) != 0) return std::nullopt;
    value = (value << 5) | static_cast<std::uint64_t>(digit);
  }
  return value;
}

}  // namespace meme
