// What every coroutine of the project returns. A Task does not start until it is awaited or
// spawned, and runs on the executor of whoever awaits it.
#pragma once
#include <boost/asio/awaitable.hpp>

namespace meme::runtime {

namespace asio = boost::asio;

template <class T>
using Task = asio::awaitable<T>;

}  // namespace meme::runtime
