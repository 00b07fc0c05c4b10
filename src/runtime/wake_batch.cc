#include "runtime/wake_batch.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

namespace meme::runtime {

void WakeBatch::add(asio::any_io_executor executor, Handler handler) {
  auto* const context = &asio::query(executor, asio::execution::context);
  for (Group& group : groups_) {
    if (group.context != context) continue;
    group.handlers.emplace_back(std::move(executor), std::move(handler));
    return;
  }
  groups_.push_back({context, {}});
  groups_.back().handlers.emplace_back(std::move(executor), std::move(handler));
}

void WakeBatch::flush() {
  for (Group& group : groups_) {
    asio::any_io_executor first = group.handlers.front().first;
    asio::post(first, [handlers = std::move(group.handlers)]() mutable {
      // Dispatch calls at once what already runs in the right place, and posts what belongs to a
      // strand.
      for (auto& [executor, handler] : handlers) asio::dispatch(executor, std::move(handler));
    });
  }
  groups_.clear();
}

}  // namespace meme::runtime
