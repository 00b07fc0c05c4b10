#include "sql/sqlite/read_ahead.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace meme::sql::sqlite {
namespace {

std::size_t size_worth_reading(int descriptor) {
  struct stat status{};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) return 0;
  const auto bytes = static_cast<std::size_t>(status.st_size);
  const auto memory = static_cast<std::size_t>(::sysconf(_SC_PHYS_PAGES)) *
                      static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return bytes <= memory / 2 ? bytes : 0;
}

void ask_for(const std::stop_token& stop, char* start, std::size_t bytes) {
  constexpr std::size_t step = 4 << 20;
  for (std::size_t at = 0; at < bytes && !stop.stop_requested(); at += step) {
    ::madvise(start + at, std::min(step, bytes - at), MADV_WILLNEED);
  }
}

}  // namespace

ReadAhead::ReadAhead(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  bytes_ = size_worth_reading(descriptor);
  if (bytes_ > 0) {
    void* const mapped = ::mmap(nullptr, bytes_, PROT_READ, MAP_SHARED, descriptor, 0);
    if (mapped != MAP_FAILED) mapped_ = mapped;
  }
  if (descriptor >= 0) ::close(descriptor);
  if (mapped_ == nullptr) return;
  thread_ = std::jthread(
      [this](const std::stop_token& stop) { ask_for(stop, static_cast<char*>(mapped_), bytes_); });
  ::pthread_setname_np(thread_.native_handle(), "sql-read-ahead");
}

ReadAhead::~ReadAhead() {
  if (mapped_ == nullptr) return;
  thread_.request_stop();
  thread_.join();
  ::munmap(mapped_, bytes_);
}

}  // namespace meme::sql::sqlite
