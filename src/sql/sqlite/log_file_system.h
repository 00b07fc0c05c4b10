// A SQLite file system that gathers the frames of a transaction and writes them to the write-ahead
// log in one piece, instead of with two calls for every page. It stands in front of another file
// system, which it uses for everything else.
#pragma once
#include <memory>
#include <string>

namespace meme::sql::sqlite {

// For the one connection that writes. The last frame of a commit is never held back, so whoever
// reads finds all of it, and a crash loses no more than it would without.
class LogFileSystem {
 public:
  explicit LogFileSystem(const std::string& base);  // empty: the operating system's
  ~LogFileSystem();  // every connection that was opened with it must be closed
  LogFileSystem(const LogFileSystem&) = delete;
  LogFileSystem& operator=(const LogFileSystem&) = delete;

  // For ConnectionOptions::vfs.
  const std::string& name() const;

 private:
  struct Registered;
  std::unique_ptr<Registered> registered_;
};

}  // namespace meme::sql::sqlite
