// Collects handlers of many executors and hands them over with one post per execution context, so
// that a thread is woken once for a batch and not once for each of its members. One thread at a
// time.
#pragma once
#include <functional>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "runtime/task.h"

namespace meme::runtime {

class WakeBatch {
 public:
  using Handler = std::move_only_function<void()>;

  // `handler` runs on `executor`, after flush().
  void add(asio::any_io_executor executor, Handler handler);
  void flush();
  bool empty() const { return groups_.empty(); }

 private:
  struct Group {
    asio::execution_context* context;
    std::vector<std::pair<asio::any_io_executor, Handler>> handlers;
  };
  std::vector<Group> groups_;
};

}  // namespace meme::runtime
