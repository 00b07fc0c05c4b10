// A disk in memory for tests: a SQLite file system that forgets, reorders and tears what was not
// synced when the power fails, and that can run full or fail to sync. Several connections and
// threads may use it at once.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace meme::sql::testing {

class PowerLossDisk {
 public:
  PowerLossDisk();   // registers a SQLite VFS of its own
  ~PowerLossDisk();  // every connection to it must be closed
  PowerLossDisk(const PowerLossDisk&) = delete;
  PowerLossDisk& operator=(const PowerLossDisk&) = delete;

  const std::string& vfs() const;  // for DatabaseOptions::vfs

  // Writes, truncations, deletions and syncs so far.
  std::int64_t operations() const;

  // The power fails at the `operations`-th operation from now (1 is the next): that one may be half
  // done, all later ones fail, reads too.
  void cut_after(std::int64_t operations);
  // The power fails now.
  void cut();
  bool is_cut() const;
  // To be called when every connection is closed. Of each unsynced write all, some sectors or
  // nothing has reached the disk, whatever its order; `seed` decides. The same history and seed
  // give the same disk.
  void restore_power(std::uint64_t seed);

  // All files as programs see them, synced or not: what a process that dies leaves behind.
  using Contents = std::map<std::string, std::vector<char>>;
  Contents contents() const;
  // Puts exactly these files on the disk, synced, with the power on. To be called when every
  // connection is closed.
  void load(const Contents& contents);

  // Further growth beyond `bytes` in all fails as on a full disk.
  void set_capacity(std::int64_t bytes);
  std::int64_t used() const;
  // The next `count` syncs fail. What they should have synced is then lost at a power cut unless it
  // is written again.
  void fail_syncs(int count);
  // Flips bits of a stored byte, as a failing disk might.
  void damage(const std::string& file, std::int64_t offset);

 private:
  class Disk;
  struct Callbacks;
  std::unique_ptr<Disk> disk_;
};

}  // namespace meme::sql::testing
