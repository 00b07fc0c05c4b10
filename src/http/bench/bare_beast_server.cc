// The yardstick: Beast as its examples use it, one thread, answering every request with the same
// body. bare_beast_server PORT BYTES
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

asio::awaitable<void> serve(tcp::socket socket, std::shared_ptr<const std::string> body) {
  boost::system::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  socket.set_option(tcp::no_delay(true));
  beast::flat_buffer buffer;
  while (true) {
    http::request<http::string_body> request;
    co_await http::async_read(socket, buffer, request, token);
    if (error) co_return;
    http::response<http::span_body<const char>> response(http::status::ok, request.version());
    response.set(http::field::content_type, "application/json");
    response.body() = beast::span<const char>(body->data(), body->size());
    response.keep_alive(request.keep_alive());
    response.prepare_payload();
    co_await http::async_write(socket, response, token);
    if (error || !request.keep_alive()) co_return;
  }
}

asio::awaitable<void> accept(tcp::acceptor acceptor, std::shared_ptr<const std::string> body) {
  while (true) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), body), asio::detached);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: bare_beast_server PORT BYTES\n";
    return 2;
  }
  const auto port = static_cast<unsigned short>(std::atoi(arguments[1]));
  auto body = std::make_shared<const std::string>(std::strtoul(arguments[2], nullptr, 10), 'x');
  asio::io_context context(1);
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
  std::cout << acceptor.local_endpoint().port() << std::endl;
  asio::co_spawn(context, accept(std::move(acceptor), std::move(body)), asio::detached);
  context.run();
}
