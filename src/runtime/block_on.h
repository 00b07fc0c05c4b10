// Runs a coroutine to its end on the calling thread: for commands and tests, which have nothing
// else to do. Not from a coroutine.
#pragma once
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "runtime/task.h"

namespace meme::runtime {

// What the coroutine returns; throws what it threw.
template <class T>
T block_on(Task<T> task) {
  asio::io_context context;
  auto done = asio::co_spawn(context, std::move(task), asio::use_future);
  context.run();
  return done.get();
}

}  // namespace meme::runtime
