// A SQLite file system that gathers the frames of a transaction and writes them to the write-ahead
// log in one piece, instead of with two calls for every page. It stands in front of another file
// system, which it uses for everything else. Before the database file it puts a PageCopy.
#pragma once
#include <memory>
#include <string>

namespace meme::sql::sqlite {

class PageCopy;

// For the one connection that writes. The last frame of a commit is never held back, so whoever
// reads finds all of it, and a crash loses no more than it would without. A sync is passed on
// whenever something was written since the last one that succeeded.
class LogFileSystem {
 public:
  // An empty base is the operating system's. `copy` must outlive every connection.
  LogFileSystem(const std::string& base, PageCopy& copy);
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
