#include "runtime/io_threads.h"

#include <pthread.h>

#include <exception>
#include <string>

#include "base/check.h"
#include "runtime/log.h"

namespace meme::runtime {
namespace {

void run_to_end(asio::io_context& context) {
  for (;;) {
    try {
      context.run();
      return;
    } catch (const std::exception& problem) {
      log::error("io.handler_failed", {{"what", problem.what()}});
    }
  }
}

}  // namespace

IoThreads::IoThreads(int count) {
  MEME_ASSERT(count >= 1 && count <= 256);
  for (int i = 0; i < count; ++i) {
    contexts_.push_back(std::make_unique<asio::io_context>(1));
    guards_.push_back(asio::make_work_guard(*contexts_.back()));
  }
}

IoThreads::~IoThreads() {
  stop();
}

void IoThreads::run() {
  MEME_ASSERT(threads_.empty());
  for (const auto& context : contexts_) {
    threads_.emplace_back([&context = *context] { run_to_end(context); });
    const std::string name = "io-" + std::to_string(threads_.size() - 1);
    ::pthread_setname_np(threads_.back().native_handle(), name.c_str());
  }
}

void IoThreads::stop() {
  for (Guard& guard : guards_) guard.reset();
  for (const auto& context : contexts_) context->stop();
  threads_.clear();
}

asio::io_context& IoThreads::any() {
  return *contexts_[next_.fetch_add(1, std::memory_order_relaxed) % contexts_.size()];
}

}  // namespace meme::runtime
