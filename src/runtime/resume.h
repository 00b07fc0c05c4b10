// Waiting in a coroutine for something that ends on another thread.
#pragma once
#include <exception>
#include <functional>
#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include "base/function_ref.h"
#include "runtime/task.h"
#include "runtime/wake_batch.h"

namespace meme::runtime {

// The waiting coroutine, seen from the other side. It lives in the coroutine's frame: exactly one
// of the calls is made, once, from any thread, and nothing is touched afterwards. `problem` is
// rethrown at the wait; null means success.
class Resumption {
 public:
  void now(std::exception_ptr problem);
  void with(WakeBatch& batch, std::exception_ptr problem);

 private:
  friend Task<void> resume_when_done(FunctionRef<void(Resumption&)> start);
  asio::any_io_executor executor_;
  std::move_only_function<void(std::exception_ptr)> handler_;
};

// Calls `start(resumption)`, waits until the resumption is used, and continues on the caller's
// executor. What `start` throws is thrown by the wait. The wait cannot be cancelled: the other
// thread holds on to it.
Task<void> resume_when_done(FunctionRef<void(Resumption&)> start);

}  // namespace meme::runtime
