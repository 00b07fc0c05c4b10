#include "lossy_disk.h"

#include <algorithm>
#include <cstring>

namespace meme::powerloss {
namespace {

constexpr std::size_t sector = 512;  // what a disk writes whole

void put(Bytes& bytes, std::int64_t at, const unsigned char* data, std::size_t size) {
  const auto begin = static_cast<std::size_t>(at);
  if (bytes.size() < begin + size) bytes.resize(begin + size);
  if (size != 0) std::memcpy(bytes.data() + begin, data, size);
}

void put_noise(Bytes& bytes, std::size_t at, std::size_t size, Random& random) {
  Bytes noise(size);
  for (auto& byte : noise) byte = static_cast<unsigned char>(random());
  put(bytes, static_cast<std::int64_t>(at), noise.data(), size);
}

// Some sectors of the write arrive; now and then the one under the head is left as noise.
void tear(Bytes& bytes, const Change& change, Random& random) {
  const bool prefix_only = random.chance(0.5);
  std::size_t step = 0;
  for (std::size_t done = 0; done < change.data.size(); done += step) {
    const auto position = static_cast<std::size_t>(change.at) + done;
    step = std::min(change.data.size() - done, sector - position % sector);
    if (random.chance(0.5)) {
      put(bytes, static_cast<std::int64_t>(position), change.data.data() + done, step);
    } else if (prefix_only) {
      if (random.chance(0.25)) put_noise(bytes, position, step, random);
      return;
    }
  }
}

void survive(Bytes& bytes, const Change& change, Random& random) {
  switch (random.below(4)) {
    case 0:
      return;
    case 1:
      if (!change.truncates) return tear(bytes, change, random);
      [[fallthrough]];
    default:
      if (change.truncates) {
        bytes.resize(static_cast<std::size_t>(change.at));
      } else {
        put(bytes, change.at, change.data.data(), change.data.size());
      }
  }
}

}  // namespace

void LossyDisk::cut_after(std::int64_t changes) {
  std::lock_guard lock(mutex_);
  changes_ = 0;
  cut_at_ = changes;
}

void LossyDisk::cut() {
  std::lock_guard lock(mutex_);
  cut_ = true;
}

bool LossyDisk::is_cut() const {
  std::lock_guard lock(mutex_);
  return cut_;
}

std::int64_t LossyDisk::changes() const {
  std::lock_guard lock(mutex_);
  return changes_;
}

void LossyDisk::power_on(Random& random) {
  std::lock_guard lock(mutex_);
  std::map<std::string, std::shared_ptr<DiskFile>> found;
  // A quarter of the machines lose everything unsynced, as with a write-back cache that was never
  // flushed.
  const bool all_lost = random.chance(0.25);
  for (auto& [path, old] : files_) {
    old->gone = true;
    if (!old->entry_durable && (all_lost || random.chance(0.5))) continue;
    auto file = std::make_shared<DiskFile>();
    file->durable = old->durable;
    for (const auto& change : old->unsynced) {
      if (!all_lost) survive(file->durable, change, random);
    }
    file->seen = file->durable;
    file->entry_durable = true;
    found.emplace(path, std::move(file));
  }
  for (auto& [path, bytes] : removed_) {
    if (found.contains(path) || random.chance(0.5)) continue;
    auto file = std::make_shared<DiskFile>();
    file->seen = file->durable = bytes;
    file->entry_durable = true;
    found.emplace(path, std::move(file));
  }
  files_ = std::move(found);
  removed_.clear();
  cut_ = syncs_fail_ = failed_syncs_ignored_ = false;
  cut_at_ = changes_ = space_ = 0;
}

LossyDisk::Image LossyDisk::image() const {
  std::lock_guard lock(mutex_);
  Image image;
  for (const auto& [path, file] : files_) image.emplace(path, file->durable);
  return image;
}

void LossyDisk::load(const Image& image) {
  std::lock_guard lock(mutex_);
  for (auto& [path, file] : files_) file->gone = true;
  files_.clear();
  removed_.clear();
  for (const auto& [path, bytes] : image) {
    auto file = std::make_shared<DiskFile>();
    file->seen = file->durable = bytes;
    file->entry_durable = true;
    files_.emplace(path, std::move(file));
  }
  cut_ = syncs_fail_ = failed_syncs_ignored_ = false;
  cut_at_ = changes_ = space_ = 0;
}

void LossyDisk::fail_syncs(bool failing) {
  std::lock_guard lock(mutex_);
  syncs_fail_ = failing;
}

void LossyDisk::ignore_failed_syncs(bool ignoring) {
  std::lock_guard lock(mutex_);
  failed_syncs_ignored_ = ignoring;
}

void LossyDisk::limit_space(std::int64_t bytes) {
  std::lock_guard lock(mutex_);
  space_ = bytes;
}

bool LossyDisk::passes_cut() {
  if (!cut_ && ++changes_ == cut_at_) cut_ = true;
  return cut_;
}

std::int64_t LossyDisk::used() const {
  std::int64_t total = 0;
  for (const auto& [path, file] : files_) total += static_cast<std::int64_t>(file->seen.size());
  return total;
}

std::shared_ptr<DiskFile> LossyDisk::open(const std::string& path, bool create) {
  std::lock_guard lock(mutex_);
  if (cut_) return nullptr;
  if (path.empty()) return std::make_shared<DiskFile>();  // a temporary file
  if (const auto found = files_.find(path); found != files_.end()) return found->second;
  if (!create) return nullptr;
  return files_.emplace(path, std::make_shared<DiskFile>()).first->second;
}

LossyDisk::Outcome LossyDisk::write(DiskFile& file, std::int64_t at, const unsigned char* data,
                                    std::size_t size) {
  std::lock_guard lock(mutex_);
  if (file.gone || cut_) return Outcome::failed;
  const auto growth =
      at + static_cast<std::int64_t>(size) - static_cast<std::int64_t>(file.seen.size());
  if (space_ > 0 && growth > 0 && used() + growth > space_) return Outcome::full;
  const bool cut_now = passes_cut();
  // The write under way when the power fails may arrive, in part or whole.
  file.unsynced.push_back({false, at, Bytes(data, data + size)});
  put(file.seen, at, data, size);
  return cut_now ? Outcome::failed : Outcome::done;
}

LossyDisk::Outcome LossyDisk::truncate(DiskFile& file, std::int64_t size) {
  std::lock_guard lock(mutex_);
  if (file.gone || cut_ || passes_cut()) return Outcome::failed;
  file.unsynced.push_back({true, size, {}});
  file.seen.resize(static_cast<std::size_t>(size));
  return Outcome::done;
}

LossyDisk::Outcome LossyDisk::sync(DiskFile& file) {
  std::lock_guard lock(mutex_);
  if (file.gone || cut_ || passes_cut()) return Outcome::failed;
  if (syncs_fail_) {
    // Linux marks the pages clean after the error: what was not written stays visible and never
    // reaches the disk.
    file.unsynced.clear();
    return failed_syncs_ignored_ ? Outcome::done : Outcome::failed;
  }
  file.durable = file.seen;
  file.unsynced.clear();
  file.entry_durable = true;
  removed_.clear();
  return Outcome::done;
}

LossyDisk::Outcome LossyDisk::remove(const std::string& path, bool sync_folder) {
  std::lock_guard lock(mutex_);
  if (cut_ || passes_cut()) return Outcome::failed;
  const auto found = files_.find(path);
  if (found == files_.end()) return Outcome::done;
  if (!sync_folder && found->second->entry_durable) removed_[path] = found->second->durable;
  files_.erase(found);
  return Outcome::done;
}

bool LossyDisk::exists(const std::string& path) const {
  std::lock_guard lock(mutex_);
  return files_.contains(path);
}

}  // namespace meme::powerloss
