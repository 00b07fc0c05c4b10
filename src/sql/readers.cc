#include "sql/readers.h"

namespace meme::sql {

Readers::Readers(std::vector<std::unique_ptr<ReadSession>> sessions, std::size_t queue_max)
    : idle_(std::move(sessions)),
      pool_(
          {.name = "readers", .threads = static_cast<int>(idle_.size()), .queue_max = queue_max}) {}

// There are as many sessions as threads, so one is always free.
Readers::Lease::Lease(Readers& readers) : owner(readers) {
  const std::scoped_lock lock(owner.mutex_);
  session = std::move(owner.idle_.back());
  owner.idle_.pop_back();
}

Readers::Lease::~Lease() {
  const std::scoped_lock lock(owner.mutex_);
  owner.idle_.push_back(std::move(session));
}

}  // namespace meme::sql
