#include "runtime/workers.h"

#include <pthread.h>

#include "base/check.h"
#include "runtime/log.h"

namespace meme::runtime {

WorkerPool::WorkerPool(Options options) : options_(std::move(options)) {
  MEME_ASSERT(options_.threads >= 1 && options_.threads <= 256);
  for (int i = 0; i < options_.threads; ++i) {
    threads_.emplace_back([this] { loop(); });
    const std::string name = (options_.name + "-" + std::to_string(i)).substr(0, 15);
    ::pthread_setname_np(threads_.back().native_handle(), name.c_str());
  }
}

WorkerPool::~WorkerPool() {
  stop();
}

void WorkerPool::post(std::move_only_function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    if (stopping_ || queue_.size() >= options_.queue_max) throw Overloaded(options_.name);
    queue_.push_back(std::move(work));
  }
  ready_.notify_one();
}

void WorkerPool::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  ready_.notify_all();
  threads_.clear();
}

std::size_t WorkerPool::waiting() const {
  const std::scoped_lock lock(mutex_);
  return queue_.size();
}

void WorkerPool::loop() {
  for (;;) {
    std::move_only_function<void()> work;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      work = std::move(queue_.front());
      queue_.pop_front();
    }
    try {
      work();
    } catch (const std::exception& problem) {
      log::error("worker.failed", {{"pool", options_.name}, {"what", problem.what()}});
    }
  }
}

}  // namespace meme::runtime
