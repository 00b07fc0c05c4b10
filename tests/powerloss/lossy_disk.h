// A disk in memory that treats power loss as real disks do: whatever was not synced may be lost,
// reordered or torn.
//
// SQLite reaches it as a VFS of its own (see lossy_vfs.cc). Any thread.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/random.h"

namespace meme::powerloss {

using Bytes = std::vector<unsigned char>;

// A write or, without data, a truncation that no sync has covered yet.
struct Change {
  bool truncates = false;
  std::int64_t at = 0;
  Bytes data;
};

// One file: what programs see, and what is on the platter.
struct DiskFile {
  Bytes seen;
  Bytes durable;
  std::vector<Change> unsynced;
  bool entry_durable = false;  // whether the directory entry survives
  bool gone = false;           // the machine it belonged to has lost its power

  // Locks of SQLite's own; they end with the machine.
  int shared = 0;
  const void* reserved = nullptr;
  const void* pending = nullptr;
  const void* exclusive = nullptr;
  static constexpr int shm_locks = 8;
  int shm_shared[shm_locks] = {};
  const void* shm_exclusive[shm_locks] = {};
  std::vector<std::unique_ptr<Bytes>> shm;
};

class LossyDisk {
 public:
  // `name` is the VFS's name in this process.
  explicit LossyDisk(std::string name);
  ~LossyDisk();
  LossyDisk(const LossyDisk&) = delete;
  LossyDisk& operator=(const LossyDisk&) = delete;

  const std::string& name() const { return name_; }

  // The power fails during the n-th change (write, truncation, sync, deletion) from now; 0 means
  // never. From then on everything fails until power_on().
  void cut_after(std::int64_t changes);
  // The power fails now.
  void cut();
  bool is_cut() const;
  // Changes since cut_after().
  std::int64_t changes() const;

  // Decides what survived: each unsynced change is kept, lost or torn on its own, so that later
  // ones may be there without earlier ones. Open files of before stay dead.
  void power_on(Random& random);

  // Everything synced: to start many runs from the same prepared disk.
  using Image = std::map<std::string, Bytes>;
  Image image() const;
  void load(const Image& image);

  // While set, syncs fail as fdatasync does after a lost write: an error once, and the dirty pages
  // are dropped.
  void fail_syncs(bool failing);
  // The control of the above: the failure is not reported and the pages are dropped all the same.
  void ignore_failed_syncs(bool ignoring);
  // While above 0, files may not grow beyond this many bytes in all.
  void limit_space(std::int64_t bytes);

 private:
  friend struct LossyVfs;
  enum class Outcome : std::uint8_t { done, failed, full };

  std::shared_ptr<DiskFile> open(const std::string& path, bool create);
  Outcome write(DiskFile& file, std::int64_t at, const unsigned char* data, std::size_t size);
  Outcome truncate(DiskFile& file, std::int64_t size);
  Outcome sync(DiskFile& file);
  Outcome remove(const std::string& path, bool sync_folder);
  bool exists(const std::string& path) const;
  bool passes_cut();
  std::int64_t used() const;

  std::string name_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<DiskFile>> files_;
  // Deletions that no sync has covered. As on journaling file systems, any later sync carries them
  // along.
  std::map<std::string, Bytes> removed_;
  std::int64_t changes_ = 0;
  std::int64_t cut_at_ = 0;
  std::int64_t space_ = 0;
  bool cut_ = false;
  bool syncs_fail_ = false;
  bool failed_syncs_ignored_ = false;
  void* vfs_ = nullptr;
};

}  // namespace meme::powerloss
