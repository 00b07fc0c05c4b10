// SQLite's side of LossyDisk: files, the two kinds of locks, and the shared memory of the
// write-ahead log's index.
#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "lossy_disk.h"

namespace meme::powerloss {

struct LossyVfs {
  struct File {
    sqlite3_file base;
    LossyDisk* disk;
    std::shared_ptr<DiskFile>* file;
    int level;
    unsigned shm_shared, shm_exclusive;
  };

  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static LossyDisk& disk(sqlite3_vfs* vfs) { return *static_cast<LossyDisk*>(vfs->pAppData); }
  static int code(LossyDisk::Outcome outcome, int failure) {
    if (outcome == LossyDisk::Outcome::done) return SQLITE_OK;
    return outcome == LossyDisk::Outcome::full ? SQLITE_FULL : failure;
  }

  static int close(sqlite3_file* file) {
    unlock(file, SQLITE_LOCK_NONE);
    shm_unmap(file, 0);
    delete of(file).file;
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    auto& self = of(file);
    std::lock_guard lock(self.disk->mutex_);
    const auto& node = **self.file;
    if (node.gone || self.disk->cut_) return SQLITE_IOERR_READ;
    std::memset(into, 0, static_cast<std::size_t>(size));
    const auto end = static_cast<sqlite3_int64>(node.seen.size());
    if (at >= end) return SQLITE_IOERR_SHORT_READ;
    const auto have = std::min<sqlite3_int64>(size, end - at);
    std::memcpy(into, node.seen.data() + at, static_cast<std::size_t>(have));
    return have < size ? SQLITE_IOERR_SHORT_READ : SQLITE_OK;
  }

  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    auto& self = of(file);
    const auto* data = static_cast<const unsigned char*>(from);
    return code(self.disk->write(**self.file, at, data, static_cast<std::size_t>(size)),
                SQLITE_IOERR_WRITE);
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return code(of(file).disk->truncate(**of(file).file, size), SQLITE_IOERR_TRUNCATE);
  }

  static int sync(sqlite3_file* file, int) {
    return code(of(file).disk->sync(**of(file).file), SQLITE_IOERR_FSYNC);
  }

  static int size(sqlite3_file* file, sqlite3_int64* into) {
    std::lock_guard lock(of(file).disk->mutex_);
    *into = static_cast<sqlite3_int64>((*of(file).file)->seen.size());
    return SQLITE_OK;
  }

  // The ladder of sqlite3_io_methods: shared, reserved, pending, exclusive.
  static int lock(sqlite3_file* file, int level) {
    auto& self = of(file);
    std::lock_guard guard(self.disk->mutex_);
    auto& node = **self.file;
    if (self.level >= level) return SQLITE_OK;
    const auto others = [&](const void* owner) { return owner != nullptr && owner != &self; };
    if (level == SQLITE_LOCK_SHARED) {
      if (others(node.pending) || others(node.exclusive)) return SQLITE_BUSY;
      ++node.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
      if (others(node.reserved)) return SQLITE_BUSY;
      node.reserved = &self;
    } else {
      if (others(node.reserved) || others(node.pending)) return SQLITE_BUSY;
      node.pending = &self;
      if (node.shared > 1) {
        self.level = SQLITE_LOCK_PENDING;
        return SQLITE_BUSY;
      }
      node.exclusive = &self;
    }
    self.level = level;
    return SQLITE_OK;
  }

  static int unlock(sqlite3_file* file, int level) {
    auto& self = of(file);
    std::lock_guard guard(self.disk->mutex_);
    auto& node = **self.file;
    if (self.level <= level) return SQLITE_OK;
    for (const void** owner : {&node.reserved, &node.pending, &node.exclusive}) {
      if (*owner == &self) *owner = nullptr;
    }
    if (level == SQLITE_LOCK_NONE && self.level >= SQLITE_LOCK_SHARED) --node.shared;
    self.level = level;
    return SQLITE_OK;
  }

  static int check_reserved(sqlite3_file* file, int* held) {
    std::lock_guard guard(of(file).disk->mutex_);
    *held = (*of(file).file)->reserved != nullptr;
    return SQLITE_OK;
  }

  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  // As the operating system's file system says of itself.
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  // foreign signature
  static int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** into) {
    auto& self = of(file);
    std::lock_guard guard(self.disk->mutex_);
    auto& shm = (*self.file)->shm;
    const auto index = static_cast<std::size_t>(region);
    *into = nullptr;
    if (index >= shm.size() && extend == 0) return SQLITE_OK;
    while (shm.size() <= index) {
      shm.push_back(std::make_unique<Bytes>(static_cast<std::size_t>(size)));
    }
    *into = shm[index]->data();
    return SQLITE_OK;
  }

  static bool shm_free(const File& self, const DiskFile& node, int slot, bool exclusive) {
    const bool mine_shared = (self.shm_shared >> slot & 1U) != 0;
    if (node.shm_exclusive[slot] != nullptr && node.shm_exclusive[slot] != &self) return false;
    return !exclusive || node.shm_shared[slot] == (mine_shared ? 1 : 0);
  }

  static void shm_release(File& self, DiskFile& node, int slot) {
    const auto bit = 1U << slot;
    if ((self.shm_shared & bit) != 0) --node.shm_shared[slot];
    if ((self.shm_exclusive & bit) != 0) node.shm_exclusive[slot] = nullptr;
    self.shm_shared &= ~bit;
    self.shm_exclusive &= ~bit;
  }

  static int shm_lock(sqlite3_file* file, int first, int count, int flags) {
    auto& self = of(file);
    std::lock_guard guard(self.disk->mutex_);
    auto& node = **self.file;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    const bool locks = (flags & SQLITE_SHM_LOCK) != 0;
    for (int slot = first; locks && slot < first + count; ++slot) {
      if (!shm_free(self, node, slot, exclusive)) return SQLITE_BUSY;
    }
    for (int slot = first; slot < first + count; ++slot) {
      shm_release(self, node, slot);
      if (!locks) continue;
      if (exclusive) {
        node.shm_exclusive[slot] = &self;
        self.shm_exclusive |= 1U << slot;
      } else {
        ++node.shm_shared[slot];
        self.shm_shared |= 1U << slot;
      }
    }
    return SQLITE_OK;
  }

  static void shm_barrier(sqlite3_file* file) { std::lock_guard guard(of(file).disk->mutex_); }

  static int shm_unmap(sqlite3_file* file, int remove) {
    auto& self = of(file);
    std::lock_guard guard(self.disk->mutex_);
    auto& node = **self.file;
    for (int slot = 0; slot < DiskFile::shm_locks; ++slot) shm_release(self, node, slot);
    if (remove != 0) node.shm.clear();
    return SQLITE_OK;
  }

  // foreign signature
  static int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out) {
    static const sqlite3_io_methods methods = {2,
                                               close,
                                               read,
                                               write,
                                               truncate,
                                               sync,
                                               size,
                                               lock,
                                               unlock,
                                               check_reserved,
                                               control,
                                               sector_size,
                                               characteristics,
                                               shm_map,
                                               shm_lock,
                                               shm_barrier,
                                               shm_unmap,
                                               nullptr,
                                               nullptr};
    auto& self = of(file);
    self.base.pMethods = nullptr;
    auto node = disk(vfs).open(path == nullptr ? "" : path, (flags & SQLITE_OPEN_CREATE) != 0);
    if (!node) return SQLITE_CANTOPEN;
    self = File{{&methods}, &disk(vfs), new std::shared_ptr(std::move(node)), 0, 0, 0};
    if (out != nullptr) *out = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* path, int sync_folder) {
    if (!disk(vfs).exists(path)) return SQLITE_IOERR_DELETE_NOENT;
    return code(disk(vfs).remove(path, sync_folder != 0), SQLITE_IOERR_DELETE);
  }

  static int access(sqlite3_vfs* vfs, const char* path, int, int* found) {
    *found = disk(vfs).exists(path) ? 1 : 0;
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* path, int size, char* into) {
    sqlite3_snprintf(size, into, "%s", path);
    return SQLITE_OK;
  }
};

LossyDisk::LossyDisk(std::string name) : name_(std::move(name)) {
  auto* vfs = new sqlite3_vfs(*sqlite3_vfs_find(nullptr));
  vfs->zName = name_.c_str();
  vfs->pNext = nullptr;
  vfs->szOsFile = sizeof(LossyVfs::File);
  vfs->pAppData = this;
  vfs->xOpen = LossyVfs::open;
  vfs->xDelete = LossyVfs::remove;
  vfs->xAccess = LossyVfs::access;
  vfs->xFullPathname = LossyVfs::full_path;
  sqlite3_vfs_register(vfs, 0);
  vfs_ = vfs;
}

LossyDisk::~LossyDisk() {
  auto* vfs = static_cast<sqlite3_vfs*>(vfs_);
  sqlite3_vfs_unregister(vfs);
  delete vfs;
}

}  // namespace meme::powerloss
