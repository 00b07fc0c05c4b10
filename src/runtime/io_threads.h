// One io_context per thread, so that a connection's handlers never meet a lock or a strand.
#pragma once
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "runtime/task.h"

namespace meme::runtime {

class IoThreads {
 public:
  explicit IoThreads(int count);  // 1 to 256
  ~IoThreads();                   // stops
  IoThreads(const IoThreads&) = delete;
  IoThreads& operator=(const IoThreads&) = delete;

  // Starts the threads and returns. An exception that leaves a handler is logged and the thread
  // goes on.
  void run();
  // Ends all loops where they stand and joins the threads. Not from one of the threads.
  void stop();

  int size() const { return static_cast<int>(contexts_.size()); }
  asio::io_context& at(int index) { return *contexts_[static_cast<std::size_t>(index)]; }
  asio::io_context& any();  // in turn

 private:
  using Guard = asio::executor_work_guard<asio::io_context::executor_type>;

  std::vector<std::unique_ptr<asio::io_context>> contexts_;
  std::vector<Guard> guards_;
  std::vector<std::jthread> threads_;
  std::atomic<unsigned> next_{0};
};

}  // namespace meme::runtime
