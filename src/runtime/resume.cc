#include "runtime/resume.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace meme::runtime {

void Resumption::now(std::exception_ptr problem) {
  // Both are moved out first: the frame that holds them may be gone before post() returns.
  const asio::any_io_executor executor = std::move(executor_);
  asio::post(executor, [handler = std::move(handler_), problem = std::move(problem)]() mutable {
    handler(std::move(problem));
  });
}

void Resumption::with(WakeBatch& batch, std::exception_ptr problem) {
  batch.add(std::move(executor_),
            [handler = std::move(handler_), problem = std::move(problem)]() mutable {
              handler(std::move(problem));
            });
}

Task<void> resume_when_done(FunctionRef<void(Resumption&)> start) {
  Resumption resumption;
  auto token = asio::use_awaitable;
  co_await asio::async_initiate<decltype(token), void(std::exception_ptr)>(
      [&resumption, &start](auto handler) {
        // Tracked, so that a loop with nothing else to do stays for the answer.
        resumption.executor_ = asio::prefer(asio::get_associated_executor(handler),
                                            asio::execution::outstanding_work.tracked);
        resumption.handler_ = std::move(handler);
        try {
          start(resumption);
        } catch (...) {
          // An exception here would unwind past a coroutine that Asio has already let go of.
          resumption.now(std::current_exception());
        }
      },
      token);
}

}  // namespace meme::runtime
