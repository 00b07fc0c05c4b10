#include "app/reload.h"

#include <algorithm>

#include "app/log_settings.h"

namespace meme::app {
namespace {

constexpr std::string_view change_at_once[] = {"http.log_lines_per_second", "http.slow_request",
                                               "log.form", "log.level"};

}  // namespace

void Reload::run() {
  runtime::Settings settings = runtime::Settings::from_process(arguments_);
  const MarketplaceSettings all = MarketplaceSettings::read(settings);
  const log::Options log_options = read_log(settings);
  if (const auto good = settings.finish(); !good) {
    for (const std::string& problem : good.error()) {
      log::error("reload.refused", {{"problem", problem}});
    }
    return;
  }
  log::configure(log_options);
  marketplace_.change(all);
  compare(settings.values());
}

void Reload::compare(const std::map<std::string, std::string>& fresh) {
  for (const auto& [key, value] : fresh) {
    std::string& holds = values_[key];
    if (holds == value) continue;
    if (std::ranges::find(change_at_once, key) != std::end(change_at_once)) {
      log::info("reload.changed", {{"setting", key}, {"from", holds}, {"to", value}});
      holds = value;
    } else {
      log::warning("reload.needs_restart", {{"setting", key}, {"holds", holds}, {"asked", value}});
    }
  }
}

}  // namespace meme::app
