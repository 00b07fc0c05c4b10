#include "booking/domain/schedule_pool.h"

namespace meme::booking {

SharedSchedule SchedulePool::intern(Schedule schedule) {
  if (const auto known = schedules_.find(schedule); known != schedules_.end()) return *known;
  return *schedules_.insert(std::make_shared<const Schedule>(std::move(schedule))).first;
}

std::size_t SchedulePool::prune() {
  std::erase_if(schedules_,
                [](const SharedSchedule& schedule) { return schedule.use_count() == 1; });
  return schedules_.size();
}

}  // namespace meme::booking
