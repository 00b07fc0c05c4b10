// Copies pages of the log into the database file while the writer goes on committing.
//
// A checkpoint of SQLite's reads pages from the log, writes them into the file and syncs it, all in
// one call: milliseconds in which nobody's commit ends. Here SQLite is asked twice. The first time
// its pages are kept in memory and its sync is answered "busy", as if a reader were in the way, so
// that it counts nothing as copied. Then the pages are written and synced in small pieces on a
// thread that does nothing else. The second time SQLite hands over the same pages; what is on the
// disk already is not written again, and its sync has nothing left to do.
//
// Why that is safe:
// - SQLite decides as ever. It begins the log anew only after a checkpoint whose sync succeeded,
//   and sync() says so only when every page that was handed over is on the disk.
// - A dead process or lost power in between leaves what an interrupted checkpoint leaves: a whole
//   log, which the next start reads, since what was copied is noted in shared memory only.
// - A write or sync that fails here fails the second call. Nothing counts as copied, and the next
//   first call hands over all of it again: no page depends on what the kernel forgot.
// - Readers: the first call makes sure that no snapshot needs the old pages and that nobody reads
//   the file without the log. Until the second one succeeds, every later reader finds the new pages
//   in the log before it looks into the file, so it does not matter when they get there.
#pragma once
#include <sqlite3.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace meme::sql::sqlite {

class PageCopy {
 public:
  // By hand: on the writer thread, a piece at a time, so that a simulation decides when.
  enum class Pace : std::uint8_t { own_thread, by_hand };

  explicit PageCopy(Pace pace);
  ~PageCopy();
  PageCopy(const PageCopy&) = delete;
  PageCopy& operator=(const PageCopy&) = delete;

  // All for the writer thread, around sqlite3_wal_checkpoint_v2: take() before the first call,
  // forget() after the second. In between is_writing() until it is time for the second. A commit
  // that comes meanwhile waits in the disk's queue behind one piece at most.
  void take(std::size_t pages_of_piece);
  bool is_writing() const { return state_.load(std::memory_order_acquire) == State::writing; }
  bool has_ended() const;
  void wait();  // until it has ended
  void forget();
  // Writes one more piece, if it is to be done by hand.
  void write_piece_by_hand();

  // A SQLite file system's methods for the database file, with this between them and SQLite. To be
  // called when `file` has been opened; closing it ends that.
  void stand_before(sqlite3_file* file);

 private:
  enum class State : std::uint8_t { none, taking, writing, written, failed, closing };
  struct Methods;

  int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset);
  int sync(sqlite3_file* file, int flags);
  bool keep(const char* bytes, int count, sqlite3_int64 offset);
  bool is_on_disk(const char* bytes, int count, sqlite3_int64 offset) const;
  void write_piece();
  int write_next_pages();
  void run();
  void change_to(State state);

  std::atomic<State> state_{State::none};
  const Pace pace_;

  // Whoever may use these follows from the state: the thread while `writing`, else the writer.
  sqlite3_file* file_ = nullptr;
  const sqlite3_io_methods* usual_ = nullptr;
  int sync_flags_ = 0;
  int page_bytes_ = 0;
  std::size_t pages_of_piece_ = 0;
  std::vector<sqlite3_int64> offsets_;  // ascending
  std::vector<char> bytes_;             // of their pages, one after another
  std::size_t done_ = 0;                // pages
  int failure_ = SQLITE_OK;
  bool unsynced_ = false;  // the second call wrote something new

  std::jthread thread_;
};

}  // namespace meme::sql::sqlite
