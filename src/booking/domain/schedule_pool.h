#pragma once
#include <unordered_set>

#include "booking/domain/schedule.h"

namespace meme::booking {

// Keeps one copy of equal schedules. One thread at a time; what it hands out may be read by any.
class SchedulePool {
 public:
  SharedSchedule intern(Schedule schedule);
  // Forgets schedules that nobody else holds; returns how many stay.
  std::size_t prune();
  std::size_t size() const { return schedules_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const Schedule& schedule) const { return schedule.hash(); }
    std::size_t operator()(const SharedSchedule& schedule) const { return schedule->hash(); }
  };
  struct Equal {
    using is_transparent = void;
    static const Schedule& value(const Schedule& schedule) { return schedule; }
    static const Schedule& value(const SharedSchedule& schedule) { return *schedule; }
    bool operator()(const auto& a, const auto& b) const { return value(a) == value(b); }
  };

  std::unordered_set<SharedSchedule, Hash, Equal> schedules_;
};

}  // namespace meme::booking
