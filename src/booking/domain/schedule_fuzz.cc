// Any numbers as a schedule: what validates compiles, and days, availability and explanation agree
// about it.
//
// Parsers: booking/domain/schedule_document.cc booking/domain/schedule.cc
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "base/check.h"
#include "booking/domain/availability.h"
#include "booking/domain/free_bits.h"

namespace {

using namespace meme;
using namespace meme::booking;

class Bytes {
 public:
  Bytes(const std::uint8_t* bytes, std::size_t size) : bytes_(bytes, size) {}
  // Small numbers are likely, and the ends of the range possible. 0 when the bytes have run out.
  std::int32_t number() {
    std::int16_t value = 0;
    if (bytes_.size() < sizeof value) return 0;
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_ = bytes_.subspan(sizeof value);
    if (value == INT16_MIN || value == INT16_MAX) return value < 0 ? INT32_MIN : INT32_MAX;
    return value;
  }
  int below(int bound) {
    return static_cast<int>(static_cast<std::uint32_t>(number()) % static_cast<unsigned>(bound));
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

constexpr const char* zones[] = {"Asia/Seoul", "Europe/Berlin", "America/St_Johns", "Pacific/Apia",
                                 "Nowhere"};

std::vector<HoursRange> hours_from(Bytes& bytes) {
  std::vector<HoursRange> hours;
  for (int count = bytes.below(12); count > 0; --count) {
    hours.push_back({{Minutes{bytes.number()}}, {Minutes{bytes.number()}}});
  }
  return hours;
}

ScheduleDocument document_from(Bytes& bytes) {
  ScheduleDocument document;
  document.time_zone = zones[bytes.below(5)];
  document.step_minutes = bytes.number();
  document.lead_time_minutes = bytes.number();
  document.horizon_days = bytes.number();
  document.buffer_before_minutes = bytes.number();
  document.buffer_after_minutes = bytes.number();
  document.travel_minutes = bytes.number();
  document.approval_hours = bytes.number();
  document.weekly.resize(static_cast<std::size_t>(7 + bytes.below(10) / 9));
  for (auto& day : document.weekly) day = hours_from(bytes);
  for (int count = bytes.below(4); count > 0; --count) {
    const Date date{std::chrono::year{bytes.below(3000)} / (bytes.below(14)) / (bytes.below(33))};
    document.exceptions.push_back({date, hours_from(bytes), {}});
  }
  for (int count = bytes.below(4); count > 0; --count) {
    document.time_off.push_back({{minute_of(bytes.number()), minute_of(bytes.number())}, {}});
  }
  return document;
}

void try_schedule(const Schedule& schedule, Bytes& bytes) {
  const Date date{sys_days{std::chrono::year{2011} / 12 / 28} +
                  std::chrono::days{bytes.below(400)}};
  const Instant now = sys_days{date} + std::chrono::minutes{bytes.below(1440)};
  const ServiceRequest service{.duration = Minutes{5 + bytes.below(1436)},
                               .visit = bytes.below(2) == 1};
  const AvailabilityQuery query{schedule, {}, service, now};
  std::vector<Minute> starts;
  const DaySummary summary = offered_starts(query, date, starts);
  MEME_ASSERT(summary.free_count == starts.size());
  for (const Minute start : starts) MEME_ASSERT(explain(query, start).offered());
  const bool any = day_bits(schedule, {}, date).any();
  MEME_ASSERT(any || starts.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const ScheduleDocument document = document_from(bytes);
  const auto problems = validate(document);
  const auto schedule = Schedule::compile(document);
  MEME_ASSERT(schedule.has_value() == problems.empty());
  if (schedule) try_schedule(*schedule, bytes);
  return 0;
}
