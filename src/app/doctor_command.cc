#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/doctor.h"
#include "app/log_settings.h"
#include "app/marketplace.h"
#include "base/clock.h"

namespace meme::app {
namespace {

void print(const Finding& finding) {
  const char* const mark = finding.health == Health::good      ? "ok  "
                           : finding.health == Health::warning ? "WARN"
                                                               : "FAIL";
  fmt::print("{}  {:<12}  {}\n", mark, finding.subject, finding.sentence);
}

}  // namespace

int run_doctor(Arguments arguments) {
  SplitArguments parts;
  parts.own.assign(arguments.begin(), arguments.end());
  const bool everything = parts.take_switch("full");
  // It takes every setting, to find the ones that serve would refuse.
  runtime::Settings settings = runtime::Settings::from_process(parts.own);
  const MarketplaceSettings all = MarketplaceSettings::read(settings);
  read_log(settings);
  const auto good_settings = settings.finish();
  int failures = 0;
  if (good_settings) {
    print({Health::good, "settings", "can be used; meme check-config shows them"});
  } else {
    for (const std::string& problem : good_settings.error()) {
      print({Health::failure, "settings", problem});
      ++failures;
    }
  }
  const DoctorRequest request{.data = all.core.data,
                              .database = all.core.database.path,
                              .address = all.server.address,
                              .port = all.server.port,
                              .everything = everything,
                              .now = SystemClock{}.now()};
  for (const Finding& finding : examine(request)) {
    print(finding);
    failures += finding.health == Health::failure ? 1 : 0;
  }
  fmt::print("\n{}\n", failures == 0 ? "Nothing keeps meme from running."
                                     : "meme cannot run well until what failed is mended.");
  return failures == 0 ? 0 : 1;
}

}  // namespace meme::app
