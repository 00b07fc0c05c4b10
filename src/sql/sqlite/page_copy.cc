#include "sql/sqlite/page_copy.h"

#include <pthread.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace meme::sql::sqlite {

// The file's own methods, but for three. They are called with the same file object as ever, so the
// others need not know.
struct PageCopy::Methods : sqlite3_io_methods {
  Methods(const sqlite3_io_methods& methods, PageCopy& before)
      : sqlite3_io_methods(methods), usual(&methods), copy(before) {
    xWrite = [](sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
      return of(file).copy.write(file, bytes, count, offset);
    };
    xSync = [](sqlite3_file* file, int flags) { return of(file).copy.sync(file, flags); };
    xClose = [](sqlite3_file* file) {
      const Methods* const ours = &of(file);
      ours->copy.wait();
      ours->copy.forget();
      file->pMethods = ours->usual;
      delete ours;
      return file->pMethods->xClose(file);
    };
  }
  static const Methods& of(sqlite3_file* file) {
    return *static_cast<const Methods*>(file->pMethods);
  }

  const sqlite3_io_methods* usual;
  PageCopy& copy;
};

PageCopy::PageCopy(Pace pace) : pace_(pace) {
  if (pace_ == Pace::by_hand) return;
  thread_ = std::jthread([this] { run(); });
  ::pthread_setname_np(thread_.native_handle(), "sql-copy");
}

PageCopy::~PageCopy() {
  wait();
  change_to(State::closing);
}

void PageCopy::stand_before(sqlite3_file* file) {
  usual_ = file->pMethods;
  file->pMethods = new Methods(*usual_, *this);
}

void PageCopy::change_to(State state) {
  state_.store(state, std::memory_order_release);
  state_.notify_all();
}

void PageCopy::take(std::size_t pages_of_piece) {
  MEME_ASSERT(state_.load() == State::none);
  pages_of_piece_ = pages_of_piece;
  change_to(State::taking);
}

bool PageCopy::has_ended() const {
  const State state = state_.load(std::memory_order_acquire);
  return state == State::written || state == State::failed;
}

void PageCopy::wait() {
  while (is_writing()) {
    if (pace_ == Pace::by_hand) {
      write_piece();
    } else {
      state_.wait(State::writing, std::memory_order_acquire);
    }
  }
}

void PageCopy::forget() {
  MEME_ASSERT(!is_writing());
  offsets_.clear();
  bytes_.clear();
  done_ = 0;
  failure_ = SQLITE_OK;
  unsynced_ = false;
  change_to(State::none);
}

// A checkpoint hands over whole pages in the order of the file.
bool PageCopy::keep(const char* bytes, int count, sqlite3_int64 offset) {
  if (offsets_.empty()) page_bytes_ = count;
  if (count != page_bytes_ || (!offsets_.empty() && offset <= offsets_.back())) return false;
  offsets_.push_back(offset);
  bytes_.insert(bytes_.end(), bytes, bytes + count);
  return true;
}

bool PageCopy::is_on_disk(const char* bytes, int count, sqlite3_int64 offset) const {
  const auto found = std::ranges::lower_bound(offsets_, offset);
  if (found == offsets_.end() || *found != offset || count != page_bytes_) return false;
  const auto place = static_cast<std::size_t>(found - offsets_.begin());
  const auto size = static_cast<std::size_t>(page_bytes_);
  return std::memcmp(bytes_.data() + place * size, bytes, size) == 0;
}

int PageCopy::write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  wait();
  const char* const content = static_cast<const char*>(bytes);
  const State state = state_.load(std::memory_order_acquire);
  if (state == State::taking && keep(content, count, offset)) return SQLITE_OK;
  if (state == State::failed) return failure_;
  if (state == State::written && is_on_disk(content, count, offset)) return SQLITE_OK;
  unsynced_ = true;
  return usual_->xWrite(file, bytes, count, offset);
}

int PageCopy::sync(sqlite3_file* file, int flags) {
  wait();
  const State state = state_.load(std::memory_order_acquire);
  if (state == State::taking) {
    file_ = file;
    sync_flags_ = flags;
    change_to(State::writing);
    return SQLITE_BUSY;
  }
  if (state == State::failed) return failure_;
  if (state == State::written && !unsynced_) return SQLITE_OK;
  const int code = usual_->xSync(file, flags);
  if (code == SQLITE_OK) unsynced_ = false;
  return code;
}

int PageCopy::write_next_pages() {
  const std::size_t end = std::min(offsets_.size(), done_ + pages_of_piece_);
  const auto size = static_cast<std::size_t>(page_bytes_);
  for (; done_ < end; ++done_) {
    const char* const page = bytes_.data() + done_ * size;
    const int code = usual_->xWrite(file_, page, page_bytes_, offsets_[done_]);
    if (code != SQLITE_OK) return code;
  }
  return usual_->xSync(file_, sync_flags_);
}

void PageCopy::write_piece_by_hand() {
  if (pace_ == Pace::by_hand && is_writing()) write_piece();
}

void PageCopy::write_piece() {
  failure_ = write_next_pages();
  if (failure_ != SQLITE_OK) {
    change_to(State::failed);
  } else if (done_ == offsets_.size()) {
    change_to(State::written);
  }
}

void PageCopy::run() {
  for (;;) {
    const State state = state_.load(std::memory_order_acquire);
    if (state == State::closing) return;
    if (state == State::writing) {
      write_piece();
    } else {
      state_.wait(state, std::memory_order_acquire);
    }
  }
}

}  // namespace meme::sql::sqlite
