// One exchange with one server: resolve, check, connect, ask, read. Part of the client.
#pragma once
#include <chrono>
#include <expected>
#include <string>

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "http/client.h"
#include "http/client_url.h"
#include "runtime/task.h"

namespace meme::http {

using ClientAnswer = boost::beast::http::response<boost::beast::http::string_body>;
using ClientQuestion = boost::beast::http::request<boost::beast::http::empty_body>;

// The bounds of one fetch.
struct FetchTerms {
  const ClientOptions& options;
  boost::asio::ssl::context& tls;
  std::chrono::steady_clock::time_point deadline;
};

// `terms`, and what it refers to, must outlive the task.
runtime::Task<std::expected<ClientAnswer, FetchRefusal>> ask(const FetchTerms* terms, FetchUrl url,
                                                             ClientQuestion question);

}  // namespace meme::http
