#include "booking/search/mapped_column.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

namespace meme::booking::search {
namespace {
constexpr std::size_t huge = std::size_t{2} << 20;
}

ZeroedPages::ZeroedPages(std::size_t bytes) : bytes_(bytes) {
  if (bytes == 0) return;
  // Over-sized by one huge page so that the array can begin on one.
  constexpr int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  void* found = mmap(nullptr, bytes + huge, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (found == MAP_FAILED) throw std::bad_alloc();
  auto* start = static_cast<std::byte*>(found);
  const auto misplaced = reinterpret_cast<std::uintptr_t>(start) % huge;
  const std::size_t head = misplaced == 0 ? 0 : huge - misplaced;
  if (head > 0) munmap(start, head);
  begin_ = start + head;
  if (head < huge) {
    const std::size_t page = 4096;
    const std::size_t end = (bytes + page - 1) / page * page;
    if (end < bytes + huge - head) munmap(begin_ + end, bytes + huge - head - end);
  }
  // Columns are reserved far beyond their use; a kernel that always uses huge pages would back the
  // reserve too.
  madvise(begin_, bytes, MADV_NOHUGEPAGE);
}

ZeroedPages::~ZeroedPages() {
  if (begin_ != nullptr) munmap(begin_, bytes_);
}

void ZeroedPages::prefer_huge(std::size_t offset, std::size_t bytes) {
  const std::size_t first = offset / huge * huge;
  const std::size_t end = (offset + bytes) / huge * huge;
  if (end > first) madvise(begin_ + first, end - first, MADV_HUGEPAGE);
}

}  // namespace meme::booking::search
