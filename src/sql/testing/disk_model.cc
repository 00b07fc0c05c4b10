#include "sql/testing/disk_model.h"

#include <algorithm>

namespace meme::sql::testing {

DiskModel::FileRef DiskModel::open(const std::string& name) {
  FileRef& file = files_[name];
  if (!file) file = std::make_shared<File>();
  return file;
}

DiskModel::Power DiskModel::count() {
  if (off_) return Power::off;
  off_ = ++operations_ == cut_at_;
  return off_ ? Power::fails_now : Power::on;
}

Outcome DiskModel::write(File& file, std::int64_t offset, const char* content, std::size_t size) {
  const Power power = count();
  if (power == Power::off) return Outcome::power_is_off;
  const auto growth =
      offset + static_cast<std::int64_t>(size) - static_cast<std::int64_t>(file.now.size());
  if (growth > 0 && used() + growth > capacity) return Outcome::disk_is_full;
  // The write under way when the power fails may still reach the disk, like every other unsynced
  // one.
  file.pending.push_back({false, offset, Bytes(content, content + size)});
  apply(file.now, file.pending.back());
  return power == Power::on ? Outcome::ok : Outcome::power_is_off;
}

Outcome DiskModel::truncate(File& file, std::int64_t size) {
  const Power power = count();
  if (power == Power::off) return Outcome::power_is_off;
  file.pending.push_back({true, size, {}});
  apply(file.now, file.pending.back());
  return power == Power::on ? Outcome::ok : Outcome::power_is_off;
}

Outcome DiskModel::sync(File& file) {
  if (count() != Power::on) return Outcome::power_is_off;
  if (failing_syncs > 0) {
    --failing_syncs;
    // Linux marks the pages clean all the same: a later sync succeeds without having written them.
    file.pending.clear();
    return Outcome::sync_failed;
  }
  file.durable = file.now;
  file.pending.clear();
  file.entry_durable = true;
  return Outcome::ok;
}

Outcome DiskModel::remove(const std::string& name) {
  if (count() != Power::on) return Outcome::power_is_off;
  files_.erase(name);
  return Outcome::ok;
}

std::map<std::string, DiskModel::Bytes> DiskModel::contents() const {
  std::map<std::string, Bytes> all;
  for (const auto& [name, file] : files_) all.emplace(name, file->now);
  return all;
}

void DiskModel::load(const std::map<std::string, Bytes>& contents) {
  files_.clear();
  for (const auto& [name, bytes] : contents) {
    files_.emplace(name, std::make_shared<File>(File{bytes, bytes, {}, true}));
  }
  off_ = false;
  cut_at_ = -1;
  failing_syncs = 0;
}

std::int64_t DiskModel::used() const {
  std::int64_t total = 0;
  for (const auto& [name, file] : files_) total += static_cast<std::int64_t>(file->now.size());
  return total;
}

void DiskModel::apply(Bytes& bytes, const Change& change) {
  const auto offset = static_cast<std::size_t>(change.offset);
  if (change.truncates) {
    bytes.resize(offset);
    return;
  }
  bytes.resize(std::max(bytes.size(), offset + change.content.size()));
  std::ranges::copy(change.content, bytes.begin() + change.offset);
}

// Whole sectors reach the disk, each for itself.
void DiskModel::apply_partly(Bytes& bytes, const Change& change, Random& random) {
  constexpr std::size_t sector = 512;
  for (std::size_t at = 0; at < change.content.size(); at += sector) {
    if (random.chance(0.5)) continue;
    const auto end = std::min(at + sector, change.content.size());
    const auto first = change.content.begin();
    apply(bytes, {false, change.offset + static_cast<std::int64_t>(at),
                  Bytes(first + static_cast<std::ptrdiff_t>(at),
                        first + static_cast<std::ptrdiff_t>(end))});
  }
}

void DiskModel::restore_power(std::uint64_t seed) {
  Random random(seed);
  for (auto it = files_.begin(); it != files_.end();) {
    if (!it->second->entry_durable && random.chance(0.5)) {
      it = files_.erase(it);
      continue;
    }
    auto fresh = std::make_shared<File>();
    fresh->durable = std::move(it->second->durable);
    fresh->entry_durable = true;
    for (const Change& change : it->second->pending) {
      const auto fate = random.below(4);
      if (fate < 2) continue;
      if (fate == 2 || change.truncates) {
        apply(fresh->durable, change);
      } else {
        apply_partly(fresh->durable, change, random);
      }
    }
    fresh->now = fresh->durable;
    it->second = std::move(fresh);
    ++it;
  }
  off_ = false;
  cut_at_ = -1;
}

}  // namespace meme::sql::testing
