// Work hours of demonstration artists: a few hundred shared documents, and variations of them for
// individuals.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/random.h"
#include "booking/domain/schedule.h"

namespace meme::app::demo {

struct Hours {
  booking::ScheduleDocument document;
  std::string text;  // the document as JSON, as the database keeps it
  booking::Schedule schedule;
};
using SharedHours = std::shared_ptr<const Hours>;

class HoursPool {
 public:
  HoursPool(std::uint64_t seed, const std::string& time_zone);

  SharedHours any(Random& random) const { return pool_[random.below(pool_.size())]; }
  // Long days without rest days, for an artist whom everybody should find open.
  SharedHours open_all_week() const { return pool_.front(); }
  // One of the pool with exceptions and time off of the artist's own around `today`.
  SharedHours individual(Random& random, Date today) const;

 private:
  std::vector<SharedHours> pool_;
};

}  // namespace meme::app::demo
