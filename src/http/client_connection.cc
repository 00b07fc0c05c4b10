#include "http/client_connection.h"

#include <algorithm>
#include <memory>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "http/public_address.h"

namespace meme::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using runtime::Task;

constexpr auto answered = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds connect_max{
    5};  // for one address, so that a dead one leaves time for the next
constexpr std::uint32_t head_bytes_max = 16 * 1024;

std::unexpected<FetchRefusal> refuse(FetchError error) {
  return std::unexpected(FetchRefusal{error});
}

// Shared with a look-up that cannot be stopped and may outlast the wait for it.
struct Lookup {
  explicit Lookup(const asio::any_io_executor& executor) : resolver(executor), waiting(executor) {}

  tcp::resolver resolver;
  asio::steady_timer waiting;
  bool done = false;
  std::vector<tcp::endpoint> endpoints;
};

// The addresses of the host that may be connected to.
Task<std::expected<std::vector<tcp::endpoint>, FetchRefusal>> resolve(const FetchTerms* terms,
                                                                      const FetchUrl* url) {
  const auto lookup = std::make_shared<Lookup>(co_await asio::this_coro::executor);
  lookup->waiting.expires_at(terms->deadline);
  lookup->resolver.async_resolve(
      url->host, std::to_string(url->port), tcp::resolver::numeric_service,
      [lookup](boost::system::error_code, const tcp::resolver::results_type& found) {
        lookup->done = true;
        for (const auto& entry : found) lookup->endpoints.push_back(entry.endpoint());
        lookup->waiting.cancel();
      });
  co_await lookup->waiting.async_wait(answered);
  if (!lookup->done) co_return refuse(FetchError::timed_out);
  auto endpoints = std::move(lookup->endpoints);
  if (endpoints.empty()) co_return refuse(FetchError::unknown_host);
  const bool any = terms->options.private_addresses;
  std::erase_if(endpoints,
                [any](const tcp::endpoint& e) { return !any && !is_public(e.address()); });
  if (endpoints.empty()) co_return refuse(FetchError::forbidden_address);
  co_return endpoints;
}

Task<std::expected<void, FetchRefusal>> connect(const FetchTerms* terms, const FetchUrl* url,
                                                beast::tcp_stream* stream) {
  const auto endpoints = co_await resolve(terms, url);
  if (!endpoints) co_return std::unexpected(endpoints.error());
  for (const tcp::endpoint& endpoint : *endpoints) {
    const auto now = std::chrono::steady_clock::now();
    stream->expires_at(std::min(terms->deadline, now + connect_max));
    const auto [error] = co_await stream->async_connect(endpoint, answered);
    if (!error) co_return std::expected<void, FetchRefusal>();
    if (std::chrono::steady_clock::now() >= terms->deadline)
      co_return refuse(FetchError::timed_out);
    stream->close();
  }
  co_return refuse(FetchError::unreachable);
}

FetchError error_of(const boost::system::error_code& error) {
  if (error == beast::error::timeout) return FetchError::timed_out;
  if (error == beast::http::error::body_limit) return FetchError::too_large;
  return FetchError::bad_answer;
}

template <class Stream>
Task<std::expected<ClientAnswer, FetchRefusal>> talk(Stream* stream, const FetchTerms* terms,
                                                     const ClientQuestion* question) {
  const auto [write_error, written] =
      co_await beast::http::async_write(*stream, *question, answered);
  if (write_error) co_return refuse(error_of(write_error));
  beast::flat_buffer buffer;
  beast::http::response_parser<beast::http::string_body> parser;
  parser.header_limit(head_bytes_max);
  parser.body_limit(terms->options.body_bytes_max);
  const auto [read_error, read] =
      co_await beast::http::async_read(*stream, buffer, parser, answered);
  if (read_error) co_return refuse(error_of(read_error));
  co_return parser.release();
}

Task<std::expected<void, FetchRefusal>> secure(beast::ssl_stream<beast::tcp_stream>* stream,
                                               const FetchUrl* url) {
  boost::system::error_code not_an_address;
  asio::ip::make_address(url->host, not_an_address);
  if (not_an_address) SSL_set_tlsext_host_name(stream->native_handle(), url->host.c_str());
  stream->set_verify_callback(asio::ssl::host_name_verification(url->host));
  const auto [error] = co_await stream->async_handshake(asio::ssl::stream_base::client, answered);
  if (!error) co_return std::expected<void, FetchRefusal>();
  if (SSL_get_verify_result(stream->native_handle()) != X509_V_OK)
    co_return refuse(FetchError::untrusted);
  co_return refuse(error_of(error));
}

}  // namespace

Task<std::expected<ClientAnswer, FetchRefusal>> ask(const FetchTerms* terms, FetchUrl url,
                                                    ClientQuestion question) {
  beast::tcp_stream plain(co_await asio::this_coro::executor);
  const auto connected = co_await connect(terms, &url, &plain);
  if (!connected) co_return std::unexpected(connected.error());
  plain.expires_at(terms->deadline);
  if (!url.secure) co_return co_await talk(&plain, terms, &question);
  beast::ssl_stream<beast::tcp_stream> stream(std::move(plain), terms->tls);
  const auto secured = co_await secure(&stream, &url);
  if (!secured) co_return std::unexpected(secured.error());
  co_return co_await talk(&stream, terms, &question);
}

}  // namespace meme::http
