#include "http/syntax.h"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace meme::http {

namespace {

bool is_hex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

// Whether the parameters of a list element hold a weight of zero: "q=0", "q=0.000".
bool refused(std::string_view parameters) {
  for (std::string_view parameter : Split(parameters, ';')) {
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    const auto weight = parameter.substr(2);
    return weight.starts_with('0') && weight.find_first_not_of("0.") == weight.npos;
  }
  return false;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string media_type(std::string_view content_type) {
  std::string type(trimmed(content_type.substr(0, content_type.find(';'))));
  std::ranges::transform(type, type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return type;
}

bool accepts(std::string_view list, std::string_view token) {
  for (std::string_view element : Split(list, ',')) {
    const auto semicolon = element.find(';');
    if (!boost::beast::iequals(trimmed(element.substr(0, semicolon)), token)) continue;
    return semicolon == element.npos || !refused(element.substr(semicolon + 1));
  }
  return false;
}

std::string_view trace_id(std::string_view traceparent) {
  // 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
  if (traceparent.size() < 55 || traceparent[2] != '-' || traceparent[35] != '-' ||
      traceparent[52] != '-') {
    return {};
  }
  const auto version = traceparent.substr(0, 2);
  const auto trace = traceparent.substr(3, 32);
  const auto parent = traceparent.substr(36, 16);
  const bool good = is_hex(version) && version != "ff" && is_hex(trace) && is_hex(parent) &&
                    is_hex(traceparent.substr(53, 2)) && !is_zero(trace) && !is_zero(parent);
  const bool length = version == "00" ? traceparent.size() == 55
                                      : traceparent.size() == 55 || traceparent[55] == '-';
  return good && length ? trace : std::string_view{};
}

bool same_origin(std::string_view origin, std::string_view host) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme)) {
      return !host.empty() && boost::beast::iequals(origin.substr(scheme.size()), host);
    }
  }
  return false;
}

}  // namespace meme::http
