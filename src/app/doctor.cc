#include "app/doctor.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "app/backup.h"
#include "app/schema_versions.h"
#include "base/time_zone.h"
#include "sql/database_file.h"

namespace meme::app {
namespace {

namespace fs = std::filesystem;

Finding good(std::string_view subject, std::string sentence) {
  return {Health::good, std::string(subject), std::move(sentence)};
}
Finding warning(std::string_view subject, std::string sentence) {
  return {Health::warning, std::string(subject), std::move(sentence)};
}
Finding failure(std::string_view subject, std::string sentence) {
  return {Health::failure, std::string(subject), std::move(sentence)};
}

std::string text_of(Instant at) {
  std::string text;
  append_rfc3339(text, at);
  return text;
}

}  // namespace

Finding look_at_zones() {
  constexpr std::string_view subject = "time zones";
  const auto seoul = TimeZone::find("Asia/Seoul");
  const auto new_york = TimeZone::find("America/New_York");
  if (!seoul || !new_york) {
    return failure(subject, "the system's time zone data is missing; install the package tzdata");
  }
  // 2026-07-01 and 2026-12-01 00:00 UTC: Seoul has no summer time, New York has.
  const Instant summer{std::chrono::seconds{1'782'864'000}},
      winter{std::chrono::seconds{1'796'083'200}};
  const bool plausible = seoul->offset_at(summer) == seoul->offset_at(winter) &&
                         new_york->offset_at(summer) != new_york->offset_at(winter);
  if (!plausible) return failure(subject, "the system's time zone data is wrong; update tzdata");
  return good(subject, "the system's data knows Asia/Seoul and summer time");
}

Finding look_at_database(const DoctorRequest& request) {
  constexpr std::string_view subject = "database";
  const sql::DatabaseFile file(request.database);
  if (!file.exists()) {
    return warning(subject, fmt::format("there is none yet at {}; the first start makes it",
                                        request.database.string()));
  }
  const auto problems = file.check(request.everything);
  if (problems.empty()) {
    return good(subject, fmt::format("{} is sound ({})", request.database.string(),
                                     request.everything ? "every page was read"
                                                        : "sampled; --full reads every page"));
  }
  const std::string more =
      problems.size() > 1 ? fmt::format(", and {} more", problems.size() - 1) : std::string();
  const std::string advice = problems.front().contains("meme restore")
                                 ? std::string()
                                 : "; go back to the last backup with: meme restore BACKUP --force";
  return failure(subject, fmt::format("{}{}{}", problems.front(), more, advice));
}

Finding look_at_schema(const DoctorRequest& request) {
  constexpr std::string_view subject = "schema";
  const sql::DatabaseFile file(request.database);
  if (!file.exists()) return good(subject, "is made by the first start");
  try {
    const auto session = file.read();
    std::vector<std::string> older;
    for (const auto& step : sql::DatabaseFile::schema(*session)) {
      const auto known = newest_step(step.module);
      if (!known || step.number > *known) {
        return failure(
            subject,
            fmt::format("{} is at step '{}', which this version does not know: "
                        "the database was written by a newer version; start that, or restore "
                        "a backup made before the update",
                        step.module, step.name));
      }
      if (step.number < *known) older.push_back(step.module);
    }
    if (older.empty()) return good(subject, "every module is at its newest step");
    return good(subject, fmt::format("the next start updates {}", fmt::join(older, ", ")));
  } catch (const std::exception& problem) {
    return failure(subject, problem.what());
  }
}

Finding look_at_backups(const DoctorRequest& request) {
  constexpr std::string_view subject = "backups";
  constexpr auto old_after = std::chrono::days{2};
  const auto folder = request.data / "backups";
  const auto backups = list_backups(folder);
  if (!sql::DatabaseFile(request.database).exists()) return good(subject, "nothing to back up yet");
  if (backups.empty()) {
    return warning(subject,
                   fmt::format("none in {}; make one with: meme backup create", folder.string()));
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".part") continue;
    return warning(subject, fmt::format("{} was interrupted; remove it", entry.path().string()));
  }
  const auto manifest = read_manifest(backups.back());
  if (!manifest) return warning(subject, manifest.error());
  const auto age = request.now - manifest->created_at;
  if (age > old_after) {
    return warning(subject, fmt::format("the newest is of {}; make one with: meme backup create",
                                        text_of(manifest->created_at)));
  }
  return good(subject, fmt::format("{} in {}, the newest of {}", backups.size(), folder.string(),
                                   text_of(manifest->created_at)));
}

std::vector<Finding> examine(const DoctorRequest& request) {
  return {look_at_folder(request), look_at_space(request),    look_at_syncs(request),
          look_at_clock(request),  look_at_zones(),           look_at_port(request),
          look_at_open_files(),    look_at_database(request), look_at_schema(request),
          look_at_backups(request)};
}

}  // namespace meme::app
