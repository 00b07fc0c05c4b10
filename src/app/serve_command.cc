#include <cstdio>
#include <exception>

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/log_settings.h"
#include "app/marketplace.h"
#include "app/reload.h"
#include "app/setup_link.h"
#include "app/version.h"
#include "runtime/failpoints.h"
#include "runtime/log.h"
#include "runtime/shutdown.h"

namespace meme::app {
namespace {

struct Banner {
  const MarketplaceSettings& settings;
  std::uint16_t port;
  std::optional<std::string> first_link;
};

void print_banner(const Banner& banner) {
  const MarketplaceSettings& settings = banner.settings;
  const std::string url = url_of(settings.server, banner.port);
  fmt::print(
      "\n  MEME {}\n\n  Marketplace  {}/\n  API pages    {}/docs\n  Metrics      {}/metrics\n  "
      "Data folder  {}\n",
      version, url, url, url, std::filesystem::absolute(settings.core.data).string());
  if (settings.members.dev_sign_in)
    fmt::print("  Sign-in      choose any person at {}/sign-in (demonstration)\n", url);
  if (banner.first_link)
    fmt::print("  Set-up       {}  (once, within a day)\n",
               setup_url(url, "first", *banner.first_link));
  fmt::print("\n  Ctrl-C stops it.\n\n");
  std::fflush(stdout);
}

}  // namespace

int run_serve(Arguments arguments) {
  const std::vector<std::string> given(arguments.begin(), arguments.end());
  runtime::Settings settings = runtime::Settings::from_process(given);
  const MarketplaceSettings all = MarketplaceSettings::read(settings);
  const log::Options log_options = read_log(settings);
  if (!accept(settings)) return 2;
  log::configure(log_options);
  runtime::failpoints::arm_from_environment();
  runtime::Shutdown shutdown(all.drain + std::chrono::seconds(5));
  Marketplace marketplace(all);
  Reload reload(given, settings.values(), marketplace);
  const auto first_link = marketplace.first_link();
  shutdown.on_stop("marketplace", [&] { marketplace.stop(); });
  shutdown.on_reload([&] { reload.run(); });
  marketplace.start();
  print_banner({all, marketplace.port(), first_link});
  log::info("server.listening", {{"port", marketplace.port()}});
  shutdown.wait();
  return 0;
}

int run_check_config(Arguments arguments) {
  runtime::Settings settings =
      runtime::Settings::from_process({arguments.begin(), arguments.end()});
  MarketplaceSettings::read(settings);
  read_log(settings);
  if (!accept(settings)) return 2;
  fmt::print("{}", settings.describe());
  return 0;
}

}  // namespace meme::app
