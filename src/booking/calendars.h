// The calendars of all artists in memory: what is decided against and read from, never the disk.
#pragma once
#include <array>
#include <atomic>
#include <memory>
#include <mutex>

#include "base/ids.h"
#include "booking/domain/claim_list.h"
#include "booking/domain/interval_set.h"
#include "booking/domain/schedule.h"

namespace meme::booking {

struct ArtistCalendar {
  SharedSchedule schedule;  // closed every day until one is stored; never null
  std::int64_t schedule_version = 0;
  std::uint64_t version = 0;  // of the whole calendar; grows with every change, across restarts too
  std::int64_t fence_last = 0;
  ClaimList claims;                         // those that end in the future, and some past ones
  std::unique_ptr<const IntervalSet> busy;  // imported; null when there is none

  Occupied occupied() const {
    return {claims.all(), busy ? busy->intervals() : std::span<const Interval>{}, 0};
  }
};

// Calendars by artist number. The writer thread changes them; any thread reads. A lock guards a
// group of artists for the few microseconds of one call, so readers of different artists hardly
// meet.
//
// What readers see may be a few milliseconds ahead of the disk: a claim counts as soon as it is
// decided. Whoever is *told* about one is told after the commit.
class Calendars {
 public:
  static constexpr std::size_t chunk_size = 1024;
  static constexpr std::size_t chunks_max = 8192;
  static constexpr std::uint64_t artists_max = chunk_size * chunks_max - 1;

  // Versions count from `first_version`, which must grow from one start of the process to the next.
  explicit Calendars(std::uint64_t first_version);
  ~Calendars();
  Calendars(const Calendars&) = delete;
  Calendars& operator=(const Calendars&) = delete;

  // Calls visit(const ArtistCalendar&) under the artist's lock and returns its answer. An unknown
  // artist's is empty.
  template <class Visit>
  auto read(ArtistId artist, Visit&& visit) const {
    const ArtistCalendar* found = find(artist);
    if (found == nullptr) return visit(empty_);
    const std::scoped_lock lock(lock_of(artist));
    return visit(*found);
  }

  // Calls change(ArtistCalendar&) under the artist's lock. Writer thread only.
  template <class Change>
  auto write(ArtistId artist, Change&& change) {
    ArtistCalendar& calendar = make(artist);
    const std::scoped_lock lock(lock_of(artist));
    return change(calendar);
  }

  // For decisions: the writer thread is the only one that changes, so it may look without the lock.
  const ArtistCalendar& peek(ArtistId artist) const;

 private:
  using Chunk = std::array<ArtistCalendar, chunk_size>;

  const ArtistCalendar* find(ArtistId artist) const;
  ArtistCalendar& make(ArtistId artist);
  std::mutex& lock_of(ArtistId artist) const { return locks_[artist.value % locks_.size()]; }

  std::uint64_t first_version_;
  SharedSchedule closed_ = std::make_shared<const Schedule>();
  ArtistCalendar empty_;
  std::array<std::atomic<Chunk*>, chunks_max> chunks_{};
  mutable std::array<std::mutex, 1024> locks_;
};

}  // namespace meme::booking
