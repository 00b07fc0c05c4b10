#pragma once
#include <atomic>
#include <cstddef>
#include <utility>

namespace meme::booking::search {

// Zeroed memory straight from the kernel: address space for `bytes`, of which only pages that are
// written become resident. Throws std::bad_alloc.
class ZeroedPages {
 public:
  ZeroedPages() = default;
  explicit ZeroedPages(std::size_t bytes);
  ZeroedPages(ZeroedPages&& other) noexcept
      : begin_(std::exchange(other.begin_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  ZeroedPages& operator=(ZeroedPages&& other) noexcept {
    std::swap(begin_, other.begin_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~ZeroedPages();

  // Backs the range with pages of 2 MiB where the kernel can: a build touches far fewer of them.
  void prefer_huge(std::size_t offset, std::size_t bytes);

  std::byte* begin() const { return begin_; }

 private:
  std::byte* begin_ = nullptr;
  std::size_t bytes_ = 0;
};

// An array that one thread writes while others read it: every access is a relaxed atomic one, so a
// reader sees each word as it was before or after a write, never half of it.
template <class T>
class MappedColumn {
  static_assert(std::atomic_ref<T>::is_always_lock_free);

 public:
  MappedColumn() = default;
  explicit MappedColumn(std::size_t size) : pages_(size * sizeof(T)), size_(size) {}

  std::size_t size() const { return size_; }
  T operator[](std::size_t at) const { return load(begin() + at); }
  void set(std::size_t at, T value) { store(begin() + at, value); }
  // Pairs with acquire(): what was written before is seen by who reads the value.
  void release(std::size_t at, T value) {
    std::atomic_ref<T>(begin()[at]).store(value, std::memory_order_release);
  }
  T acquire(std::size_t at) const {
    return std::atomic_ref<T>(begin()[at]).load(std::memory_order_acquire);
  }

  T* begin() const { return reinterpret_cast<T*>(pages_.begin()); }
  ZeroedPages& pages() { return pages_; }

  static T load(const T* at) {
    return std::atomic_ref<T>(*const_cast<T*>(at)).load(std::memory_order_relaxed);
  }
  static void store(T* at, T value) {
    std::atomic_ref<T>(*at).store(value, std::memory_order_relaxed);
  }

 private:
  ZeroedPages pages_;
  std::size_t size_ = 0;
};

}  // namespace meme::booking::search
