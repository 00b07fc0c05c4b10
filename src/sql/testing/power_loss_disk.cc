#include "sql/testing/power_loss_disk.h"

#include <sqlite3.h>

#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <tuple>

#include "base/check.h"
#include "sql/sqlite/page_cache.h"
#include "sql/testing/disk_model.h"
#include "sql/testing/file_locks.h"

namespace meme::sql::testing {

class PowerLossDisk::Disk {
 public:
  Disk();
  ~Disk() { sqlite3_vfs_unregister(&vfs); }

  std::mutex mutex;
  DiskModel model;
  std::map<std::string, FileLocks> locks;
  std::map<std::string, int> connections;
  std::string name;
  sqlite3_vfs vfs{};
  int temporary_files = 0;
};

// SQLite's C callbacks. Each takes the disk's mutex; none throws.
struct PowerLossDisk::Callbacks {
  struct State {
    Disk* disk;
    std::string name;
    DiskModel::FileRef file;
    FileLocks::Holder holder;
    bool deletes_on_close;
  };
  struct File {
    sqlite3_file base;
    State* state;
  };

  static State& state(sqlite3_file* file) { return *reinterpret_cast<File*>(file)->state; }
  static Disk& disk(sqlite3_vfs* vfs) { return *static_cast<Disk*>(vfs->pAppData); }

  static int code(Outcome outcome, int failure) {
    if (outcome == Outcome::disk_is_full) return SQLITE_FULL;
    return outcome == Outcome::ok ? SQLITE_OK : failure;
  }

  static int close(sqlite3_file* file) {
    State* const held = &state(file);
    const std::scoped_lock lock(held->disk->mutex);
    held->disk->locks[held->name].drop(held->holder);
    if (--held->disk->connections[held->name] == 0) {
      held->disk->locks[held->name].forget_memory();
    }
    if (held->deletes_on_close) held->disk->model.remove(held->name);
    delete held;
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* target, int size, sqlite3_int64 offset) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    if (held.disk->model.is_off()) return SQLITE_IOERR_READ;
    const auto& bytes = held.file->now;
    std::memset(target, 0, static_cast<std::size_t>(size));
    const auto left = static_cast<sqlite3_int64>(bytes.size()) - offset;
    if (left <= 0) return SQLITE_IOERR_SHORT_READ;
    const auto some = std::min<sqlite3_int64>(size, left);
    std::memcpy(target, bytes.data() + offset, static_cast<std::size_t>(some));
    return some < size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
  }

  static int write(sqlite3_file* file, const void* content, int size, sqlite3_int64 offset) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    return code(held.disk->model.write(*held.file, offset, static_cast<const char*>(content),
                                       static_cast<std::size_t>(size)),
                SQLITE_IOERR_WRITE);
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    return code(held.disk->model.truncate(*held.file, size), SQLITE_IOERR_TRUNCATE);
  }

  static int sync(sqlite3_file* file, int) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    return code(held.disk->model.sync(*held.file), SQLITE_IOERR_FSYNC);
  }

  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    *size = static_cast<sqlite3_int64>(held.file->now.size());
    return SQLITE_OK;
  }

  static int lock_file(sqlite3_file* file, int level) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    return held.disk->locks[held.name].raise(held.holder, level) ? SQLITE_OK : SQLITE_BUSY;
  }

  static int unlock_file(sqlite3_file* file, int level) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    held.disk->locks[held.name].lower(held.holder, level);
    return SQLITE_OK;
  }

  static int check_reserved(sqlite3_file* file, int* result) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    *result = held.disk->locks[held.name].reserved_by_any() ? 1 : 0;
    return SQLITE_OK;
  }

  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 512; }
  static int characteristics(sqlite3_file*) { return 0; }  // promises nothing about torn writes

  // SQLite passes five arguments: the last are whether to extend, and where to put the address.
  static constexpr auto map_memory = [](sqlite3_file* file, int index, int size, auto... rest) {
    const auto [extend, out] = std::tuple(rest...);
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    *out = const_cast<void volatile*>(held.disk->locks[held.name].region(index, size, extend != 0));
    return SQLITE_OK;
  };

  static int lock_memory(sqlite3_file* file, int first, int count, int flags) {
    State& held = state(file);
    const std::scoped_lock lock(held.disk->mutex);
    FileLocks& locks = held.disk->locks[held.name];
    const bool exclusively = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
      locks.unlock_slots(held.holder, first, count, exclusively);
      return SQLITE_OK;
    }
    return locks.lock_slots(held.holder, first, count, exclusively) ? SQLITE_OK : SQLITE_BUSY;
  }

  static void barrier(sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); }
  static int unmap_memory(sqlite3_file*, int) { return SQLITE_OK; }

  static int open(Disk& target, const char* name, sqlite3_file* file, int flags) {
    static constexpr sqlite3_io_methods methods{2,
                                                close,
                                                read,
                                                write,
                                                truncate,
                                                sync,
                                                file_size,
                                                lock_file,
                                                unlock_file,
                                                check_reserved,
                                                control,
                                                sector_size,
                                                characteristics,
                                                map_memory,
                                                lock_memory,
                                                barrier,
                                                unmap_memory,
                                                nullptr,
                                                nullptr};
    const std::scoped_lock lock(target.mutex);
    file->pMethods = nullptr;
    if (target.model.is_off()) return SQLITE_CANTOPEN;
    const std::string path = name ? name : "temporary-" + std::to_string(target.temporary_files++);
    if ((flags & SQLITE_OPEN_CREATE) == 0 && !target.model.exists(path)) return SQLITE_CANTOPEN;
    ++target.connections[path];
    reinterpret_cast<File*>(file)->state = new State{
        &target, path, target.model.open(path), {}, (flags & SQLITE_OPEN_DELETEONCLOSE) != 0};
    file->pMethods = &methods;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int) {
    Disk& target = disk(vfs);
    const std::scoped_lock lock(target.mutex);
    if (!target.model.exists(name)) return SQLITE_IOERR_DELETE_NOENT;
    return code(target.model.remove(name), SQLITE_IOERR_DELETE);
  }

  static int access(sqlite3_vfs* vfs, const char* name, int, int* result) {
    Disk& target = disk(vfs);
    const std::scoped_lock lock(target.mutex);
    *result = target.model.exists(name) ? 1 : 0;
    return SQLITE_OK;
  }

  static int full_name(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
  }
};

PowerLossDisk::Disk::Disk() {
  sqlite::use_patient_page_cache();
  static std::atomic<int> disks{0};
  name = "power-loss-" + std::to_string(disks.fetch_add(1));
  vfs = *sqlite3_vfs_find(nullptr);  // time, randomness and waiting are the system's
  vfs.pNext = nullptr;
  vfs.zName = name.c_str();
  vfs.pAppData = this;
  vfs.szOsFile = sizeof(Callbacks::File);
  // The rest: flags in, and where to put the flags it was opened with.
  vfs.xOpen = [](sqlite3_vfs* self, const char* path, sqlite3_file* file, auto... rest) {
    const auto [flags, given] = std::tuple(rest...);
    if (given != nullptr) *given = flags;
    return Callbacks::open(Callbacks::disk(self), path, file, flags);
  };
  vfs.xDelete = Callbacks::remove;
  vfs.xAccess = Callbacks::access;
  vfs.xFullPathname = Callbacks::full_name;
  MEME_ASSERT(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

PowerLossDisk::PowerLossDisk() : disk_(std::make_unique<Disk>()) {}
PowerLossDisk::~PowerLossDisk() = default;

const std::string& PowerLossDisk::vfs() const {
  return disk_->name;
}

std::int64_t PowerLossDisk::operations() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->model.operations();
}

void PowerLossDisk::cut_after(std::int64_t operations) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->model.lose_power_after(operations);
}

void PowerLossDisk::cut() {
  const std::scoped_lock lock(disk_->mutex);
  disk_->model.lose_power();
}

bool PowerLossDisk::is_cut() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->model.is_off();
}

void PowerLossDisk::restore_power(std::uint64_t seed) {
  const std::scoped_lock lock(disk_->mutex);
  for (const auto& [name, count] : disk_->connections) MEME_ASSERT(count == 0);
  disk_->locks.clear();
  disk_->model.restore_power(seed);
}

PowerLossDisk::Contents PowerLossDisk::contents() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->model.contents();
}

void PowerLossDisk::load(const Contents& contents) {
  const std::scoped_lock lock(disk_->mutex);
  for (const auto& [name, count] : disk_->connections) MEME_ASSERT(count == 0);
  disk_->locks.clear();
  disk_->model.load(contents);
}

void PowerLossDisk::set_capacity(std::int64_t bytes) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->model.capacity = bytes;
}

std::int64_t PowerLossDisk::used() const {
  const std::scoped_lock lock(disk_->mutex);
  return disk_->model.used();
}

void PowerLossDisk::fail_syncs(int count) {
  const std::scoped_lock lock(disk_->mutex);
  disk_->model.failing_syncs = count;
}

void PowerLossDisk::damage(const std::string& file, std::int64_t offset) {
  const std::scoped_lock lock(disk_->mutex);
  const auto held = disk_->model.open(file);
  for (auto* bytes : {&held->now, &held->durable}) {
    bytes->at(static_cast<std::size_t>(offset)) ^= 0x55;
  }
}

}  // namespace meme::sql::testing
