#include "app/setup_link.h"

#include <fmt/format.h>

namespace meme::app {

std::string url_of(const http::ServerOptions& server, std::uint16_t port) {
  const bool is_v6 = server.address.contains(':');
  return is_v6 ? fmt::format("http://[{}]:{}", server.address, port)
               : fmt::format("http://{}:{}", server.address, port);
}

std::string setup_url(std::string_view base, std::string_view kind, std::string_view token) {
  return fmt::format("{}/setup#{}={}", base, kind, token);
}

}  // namespace meme::app
