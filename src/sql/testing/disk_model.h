// What a disk remembers and what it forgets when the power fails. Not thread-safe: PowerLossDisk
// holds a mutex around it.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"

namespace meme::sql::testing {

enum class Outcome { ok, power_is_off, disk_is_full, sync_failed };

class DiskModel {
 public:
  using Bytes = std::vector<char>;

  struct Change {  // one that no sync has followed
    bool truncates = false;
    std::int64_t offset = 0;
    Bytes content;
  };
  struct File {
    Bytes now, durable;
    std::vector<Change> pending;
    bool entry_durable = false;  // whether the folder's entry for the file is on disk
  };
  using FileRef = std::shared_ptr<File>;

  FileRef open(const std::string& name);  // creates it
  bool exists(const std::string& name) const { return files_.contains(name); }
  Outcome write(File& file, std::int64_t offset, const char* content, std::size_t size);
  Outcome truncate(File& file, std::int64_t size);
  Outcome sync(File& file);
  Outcome remove(const std::string& name);

  void lose_power_after(std::int64_t operations) { cut_at_ = operations_ + operations; }
  void lose_power() { off_ = true; }
  bool is_off() const { return off_; }
  void restore_power(std::uint64_t seed);

  // All files as programs see them; and a disk on which exactly these are, all synced.
  std::map<std::string, Bytes> contents() const;
  void load(const std::map<std::string, Bytes>& contents);

  std::int64_t operations() const { return operations_; }
  std::int64_t used() const;
  std::int64_t capacity = INT64_MAX;
  int failing_syncs = 0;

 private:
  enum class Power { on, fails_now, off };
  Power count();
  static void apply(Bytes& bytes, const Change& change);
  static void apply_partly(Bytes& bytes, const Change& change, Random& random);

  std::map<std::string, FileRef> files_;
  std::int64_t operations_ = 0;
  std::int64_t cut_at_ = -1;
  bool off_ = false;
};

}  // namespace meme::sql::testing
