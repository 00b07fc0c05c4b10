// Many short texts in few large blocks.
#pragma once
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

namespace meme::catalogue {

// Kept texts never move and live as long as the arena. One thread writes at a time; kept texts may
// be read by any.
class TextArena {
 public:
  const char* keep(std::string_view text) {
    if (text.size() > free_) add_block(text.size());
    char* at = next_;
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    next_ += text.size();
    free_ -= text.size();
    return at;
  }

  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t block_bytes = std::size_t{1} << 20;

  void add_block(std::size_t needed) {
    const std::size_t size = needed > block_bytes ? needed : block_bytes;
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
    next_ = blocks_.back().get();
    free_ = size;
    bytes_ += size;
  }

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  std::size_t free_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace meme::catalogue
