// The methods this server knows; others get 501.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace meme::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options };
inline constexpr std::size_t method_count = 7;

constexpr auto enum_names(Method) {
  return std::to_array<std::pair<Method, std::string_view>>({{Method::get, "GET"},
                                                             {Method::head, "HEAD"},
                                                             {Method::post, "POST"},
                                                             {Method::put, "PUT"},
                                                             {Method::patch, "PATCH"},
                                                             {Method::delete_, "DELETE"},
                                                             {Method::options, "OPTIONS"}});
}

constexpr std::string_view name_of(Method method) {
  return enum_names(method)[static_cast<std::size_t>(method)].second;
}

// Safe methods change nothing; the others need a same-origin request when a cookie signs them.
constexpr bool is_safe(Method method) {
  return method == Method::get || method == Method::head || method == Method::options;
}

}  // namespace meme::http
