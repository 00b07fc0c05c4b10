// Brings a database file into the kernel's page cache, from its front to its end, while it is being
// loaded. Scans of tables that grew side by side read it in small jumps otherwise, which takes a
// cold disk many times as long.
#pragma once
#include <cstddef>
#include <filesystem>
#include <thread>

namespace meme::sql::sqlite {

// To be made before SQLite opens the file: closing any descriptor of a file later would take the
// process's locks on it away. A file that is missing, or larger than half of the memory, is left
// alone.
class ReadAhead {
 public:
  explicit ReadAhead(const std::filesystem::path& path);
  ~ReadAhead();  // ends it where it stands
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

 private:
  void* mapped_ = nullptr;
  std::size_t bytes_ = 0;
  std::jthread thread_;
};

}  // namespace meme::sql::sqlite
