#include "sql/sqlite/log_file_system.h"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sql/errors.h"
#include "sql/sqlite/page_cache.h"

namespace meme::sql::sqlite {
namespace {

// From then on what was gathered is written early; only a very large transaction gets there.
constexpr std::size_t gathered_bytes_max = 4 << 20;

// A frame of the log is its header, then a page (https://sqlite.org/fileformat2.html#walformat).
constexpr int frame_header_bytes = 24;

// SQLite's own file system takes less than 128 KiB in one call.
constexpr std::size_t piece_bytes_max = 64 << 10;

// A write-ahead log. The base's own file object lies behind it in the memory that SQLite provides.
struct LogFile : sqlite3_file {
  std::vector<char> gathered;
  sqlite3_int64 begin = 0;        // where in the file the gathered bytes belong
  bool page_is_not_last = false;  // the page that comes next: further frames will follow it
  int failure = SQLITE_OK;        // of a write, not told yet

  sqlite3_file* base() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  const sqlite3_io_methods& methods() { return *base()->pMethods; }

  // What was gathered is given up when it cannot be written: SQLite then takes back the transaction
  // that it belongs to. The failure is told by the next write or sync, which SQLite heeds; what
  // else it calls, it may call for a hint.
  void write_out() {
    for (std::size_t done = 0; failure == SQLITE_OK && done < gathered.size();) {
      const std::size_t piece = std::min(gathered.size() - done, piece_bytes_max);
      failure = methods().xWrite(base(), gathered.data() + done, static_cast<int>(piece),
                                 begin + static_cast<sqlite3_int64>(done));
      done += piece;
    }
    gathered.clear();
  }
  // Whether SQLite is in the middle of a transaction's frames after this write: only there may
  // something be held back, since readers follow the frames of a commit at once.
  bool expects_more(const char* bytes, int count) {
    if (count != frame_header_bytes) return std::exchange(page_is_not_last, false);
    // Bytes 4 to 8 hold the size of the database after a commit, in its last frame, else zero.
    page_is_not_last =
        std::ranges::all_of(bytes + 4, bytes + 8, [](char byte) { return byte == 0; });
    return true;
  }
  int take_failure() { return std::exchange(failure, SQLITE_OK); }
  bool continues_at(sqlite3_int64 offset) const {
    return offset == begin + static_cast<sqlite3_int64>(gathered.size());
  }
};

LogFile& log_of(sqlite3_file* file) {
  return *static_cast<LogFile*>(file);
}

// The functions that SQLite calls for a log. What looks at the content first writes out what was
// gathered, so that the base sees everything in the order in which SQLite did it.
struct LogMethods {
  static int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
    LogFile& log = log_of(file);
    if (!log.continues_at(offset) || log.gathered.size() >= gathered_bytes_max) log.write_out();
    if (log.gathered.empty()) log.begin = offset;
    const char* const bytes = static_cast<const char*>(from);
    log.gathered.insert(log.gathered.end(), bytes, bytes + count);
    if (!log.expects_more(bytes, count)) log.write_out();
    return log.take_failure();
  }
  static int sync(sqlite3_file* file, int flags) {
    LogFile& log = log_of(file);
    log.write_out();
    if (const int failure = log.take_failure(); failure != SQLITE_OK) return failure;
    return log.methods().xSync(log.base(), flags);
  }
  static int close(sqlite3_file* file) {
    LogFile& log = log_of(file);
    log.write_out();  // never synced, so nobody waits for it
    const int code = log.methods().xClose(log.base());
    log.~LogFile();
    return code;
  }
  static int read(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
    LogFile& log = log_of(file);
    log.write_out();
    return log.methods().xRead(log.base(), into, count, offset);
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    LogFile& log = log_of(file);
    log.write_out();
    return log.methods().xTruncate(log.base(), size);
  }
  static int size(sqlite3_file* file, sqlite3_int64* size) {
    LogFile& log = log_of(file);
    log.write_out();
    return log.methods().xFileSize(log.base(), size);
  }
  static int control(sqlite3_file* file, int operation, void* argument) {
    LogFile& log = log_of(file);
    return log.methods().xFileControl(log.base(), operation, argument);
  }
  static int lock(sqlite3_file* file, int level) {
    sqlite3_file* const base = log_of(file).base();
    return base->pMethods->xLock(base, level);
  }
  static int unlock(sqlite3_file* file, int level) {
    sqlite3_file* const base = log_of(file).base();
    return base->pMethods->xUnlock(base, level);
  }
  static int check_reserved_lock(sqlite3_file* file, int* held) {
    sqlite3_file* const base = log_of(file).base();
    return base->pMethods->xCheckReservedLock(base, held);
  }
  static int sector_size(sqlite3_file* file) {
    sqlite3_file* const base = log_of(file).base();
    return base->pMethods->xSectorSize(base);
  }
  static int characteristics(sqlite3_file* file) {
    sqlite3_file* const base = log_of(file).base();
    return base->pMethods->xDeviceCharacteristics(base);
  }
};

// A log needs no shared memory of its own, so version 1 is enough.
constexpr sqlite3_io_methods log_methods{.iVersion = 1,
                                         .xClose = LogMethods::close,
                                         .xRead = LogMethods::read,
                                         .xWrite = LogMethods::write,
                                         .xTruncate = LogMethods::truncate,
                                         .xSync = LogMethods::sync,
                                         .xFileSize = LogMethods::size,
                                         .xLock = LogMethods::lock,
                                         .xUnlock = LogMethods::unlock,
                                         .xCheckReservedLock = LogMethods::check_reserved_lock,
                                         .xFileControl = LogMethods::control,
                                         .xSectorSize = LogMethods::sector_size,
                                         .xDeviceCharacteristics = LogMethods::characteristics};

}  // namespace

// The base's functions with another xOpen. They are called with this object where the base expects
// its own; a file system keeps its state behind pAppData, which is the same.
struct LogFileSystem::Registered : sqlite3_vfs {
  explicit Registered(sqlite3_vfs& stands_behind)
      : sqlite3_vfs(stands_behind), base(&stands_behind) {
    static std::atomic<int> count{0};
    name = fmt::format("gathering-{}-{}", base->zName, count.fetch_add(1));
    zName = name.c_str();
    pNext = nullptr;
    szOsFile += static_cast<int>(sizeof(LogFile));
    xOpen = [](sqlite3_vfs* self, const char* path, sqlite3_file* file, auto... rest) {
      const auto [flags, given] = std::tuple(rest...);
      sqlite3_vfs& behind = *static_cast<Registered*>(self)->base;
      return (flags & SQLITE_OPEN_WAL) != 0 ? open_log(behind, path, file, flags, given)
                                            : behind.xOpen(&behind, path, file, flags, given);
    };
  }

  static int open_log(sqlite3_vfs& base, const char* path, sqlite3_file* file, auto... rest) {
    auto* const log = new (file) LogFile{};
    const int code = base.xOpen(&base, path, log->base(), rest...);
    if (code == SQLITE_OK) {
      log->pMethods = &log_methods;
    } else {
      log->~LogFile();
      file->pMethods = nullptr;
    }
    return code;
  }

  sqlite3_vfs* base;
  std::string name;
};

LogFileSystem::LogFileSystem(const std::string& base_name) {
  use_patient_page_cache();
  sqlite3_vfs* const base = sqlite3_vfs_find(base_name.empty() ? nullptr : base_name.c_str());
  if (base == nullptr) throw Error("there is no file system " + base_name, SQLITE_CANTOPEN);
  registered_ = std::make_unique<Registered>(*base);
  if (sqlite3_vfs_register(registered_.get(), 0) != SQLITE_OK)
    throw Error("out of memory", SQLITE_NOMEM);
}

LogFileSystem::~LogFileSystem() {
  sqlite3_vfs_unregister(registered_.get());
}

const std::string& LogFileSystem::name() const {
  return registered_->name;
}

}  // namespace meme::sql::sqlite
