#include "wire.h"

#include <algorithm>
#include <charconv>

namespace meme::loadgen {
namespace {

constexpr std::size_t body_bytes_max = 64u << 20;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

bool same_name(std::string_view text, std::string_view lower_name) {
  return std::ranges::equal(text, lower_name, [](char a, char b) { return lower(a) == b; });
}

std::optional<std::size_t> number(std::string_view text, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end == text.data()) return std::nullopt;
  return value;
}

}  // namespace

Parsed parse_reply(std::string_view bytes) {
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos)
    return {bytes.size() > 65536 ? Wire::broken : Wire::incomplete, 0, {}};
  Reply reply{.head = bytes.substr(0, end + 2)};
  if (!reply.head.starts_with("HTTP/1.") || reply.head.size() < 14) return {Wire::broken, 0, {}};
  reply.status = static_cast<int>(number(reply.head.substr(9, 3), 10).value_or(0));
  std::size_t length = 0;
  if (reply.status != 204 && reply.status != 304) {
    const auto told = number(header_of(reply.head, "content-length"), 10);
    if (!told || *told > body_bytes_max) return {Wire::broken, 0, {}};
    length = *told;
  }
  if (bytes.size() < end + 4 + length) return {Wire::incomplete, 0, {}};
  reply.body = bytes.substr(end + 4, length);
  return {Wire::complete, end + 4 + length, reply};
}

std::string_view header_of(std::string_view head, std::string_view name) {
  std::size_t line = head.find("\r\n");
  while (line != std::string_view::npos && line + 2 < head.size()) {
    const std::size_t start = line + 2;
    line = head.find("\r\n", start);
    const std::string_view text = head.substr(start, line - start);
    if (text.size() <= name.size() || text[name.size()] != ':') continue;
    if (!same_name(text.substr(0, name.size()), name)) continue;
    std::string_view value = text.substr(name.size() + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    return value;
  }
  return {};
}

bool ChunkDecoder::decode(std::string_view bytes, std::string& out) {
  while (!bytes.empty()) {
    if (state_ == State::content) {
      const std::size_t part = std::min(left_, bytes.size());
      out.append(bytes.substr(0, part));
      bytes.remove_prefix(part);
      left_ -= part;
      if (left_ == 0) state_ = State::after_content;
      continue;
    }
    const char c = bytes.front();
    bytes.remove_prefix(1);
    if (c != '\n') {
      if (c != '\r') line_.push_back(c);
      if (line_.size() > 16) return false;
      continue;
    }
    if (state_ == State::after_content) {
      if (!line_.empty()) return false;
      state_ = State::size;
      continue;
    }
    const auto size = number(line_, 16);
    if (!size) return false;
    line_.clear();
    left_ = *size;
    state_ = left_ == 0 ? State::after_content : State::content;
  }
  return true;
}

std::string_view json_value(std::string_view json, std::string_view key) {
  std::size_t at = 0;
  while ((at = json.find(key, at)) != std::string_view::npos) {
    const std::size_t after = at + key.size();
    const bool is_key = at > 0 && json[at - 1] == '"' && json.substr(after, 2) == "\":";
    at = after;
    if (!is_key) continue;
    std::string_view value = json.substr(after + 2);
    if (value.starts_with('"')) {
      value.remove_prefix(1);
      return value.substr(0, value.find('"'));
    }
    return value.substr(0, value.find_first_of(",}]"));
  }
  return {};
}

}  // namespace meme::loadgen
