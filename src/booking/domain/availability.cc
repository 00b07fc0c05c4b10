#include "booking/domain/availability.h"

#include "base/check.h"
#include "booking/domain/day_scan.h"

namespace meme::booking {

using namespace std::chrono;

std::string_view day_status_code(DayStatus status) {
  switch (status) {
    case DayStatus::open:
      return "open";
    case DayStatus::full:
      return "full";
    case DayStatus::closed:
      return "closed";
    case DayStatus::past:
      return "past";
    case DayStatus::beyond:
      return "beyond";
  }
  return "";
}

DaySummary offered_starts(const AvailabilityQuery& query, Date date, std::vector<Minute>& starts) {
  const Frame frame(query);
  Scan scan(frame, [&](Minute start) { starts.push_back(start); });
  return scan(local_days{date});
}

void offers(const AvailabilityQuery& query, Date from, int days, Offers& offers) {
  const Frame frame(query);
  offers.days.clear();
  offers.starts.clear();
  Scan scan(frame, [&](Minute start) { offers.starts.push_back(start); });
  for (int i = 0; i < days; ++i) {
    const auto first = static_cast<std::uint32_t>(offers.starts.size());
    offers.days.push_back({scan(local_days{from} + std::chrono::days{i}), first});
  }
}

void month_view(const AvailabilityQuery& query, year_month month, std::vector<DaySummary>& days) {
  MEME_ASSERT(month.ok());
  const Frame frame(query);
  Scan scan(frame, [](Minute) {});
  days.clear();
  const local_days last{month / std::chrono::last};
  for (local_days day{month / 1}; day <= last; ++day) days.push_back(scan(day));
}

}  // namespace meme::booking
