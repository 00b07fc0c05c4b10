#include "booking/schedules.h"

#include "base/check.h"
#include "booking/json.h"

namespace meme::booking {

Result<SharedSchedule> compile_schedule(const ScheduleDocument& document) {
  auto compiled = Schedule::compile(document);
  if (compiled) return std::make_shared<const Schedule>(std::move(*compiled));
  Refusal refusal{BookingError::invalid_schedule};
  for (const ScheduleProblem& problem : compiled.error()) {
    refusal.reasons.push_back({std::string(problem.code), problem.detail, problem.pointer});
  }
  return std::unexpected(std::move(refusal));
}

ScheduleDocument stored_document(Store& store, ArtistId artist) {
  const auto text = store.schedule(artist);
  if (!text) return {};
  auto document = json::read<ScheduleDocument>(*text);
  MEME_ASSERT(document.has_value());
  return std::move(*document);
}

Result<VersionedSchedule> replace_schedule(Write& write, const ReplaceSchedule& wish) {
  if (write.calendar(wish.artist).schedule_version != wish.expected_version) {
    return refuse(BookingError::version_mismatch);
  }
  auto schedule = compile_schedule(wish.schedule);
  if (!schedule) return std::unexpected(std::move(schedule.error()));
  write.replace_schedule(wish.artist, std::move(*schedule), json::write(wish.schedule));
  return VersionedSchedule{write.calendar(wish.artist).schedule_version, wish.schedule};
}

}  // namespace meme::booking
