// The page of a one-time link. The token stands behind the '#', which a browser keeps to itself.
#pragma once
#include <string>
#include <string_view>

#include "http/server.h"

namespace meme::app {

// Where a browser on this machine finds the server.
std::string url_of(const http::ServerOptions& server, std::uint16_t port);

// "http://127.0.0.1:8080/setup#first=…"; `kind` is "first" for the first operator, else "again".
std::string setup_url(std::string_view base, std::string_view kind, std::string_view token);

}  // namespace meme::app
