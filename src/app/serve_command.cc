#include <cstdio>
#include <exception>

#include <fmt/format.h>
#include <unistd.h>

#include "app/commands.h"
#include "app/marketplace.h"
#include "app/version.h"
#include "runtime/failpoints.h"
#include "runtime/log.h"
#include "runtime/shutdown.h"

namespace meme::app {
namespace {

log::Options read_log(runtime::Settings& settings) {
  log::Options options;
  const std::string level = settings.text("log.level", "info",
                                          {.one_of = {"debug", "info", "warning", "error"},
                                           .sentence = "The least severe line written."});
  options.level = level == "debug"     ? log::Level::debug
                  : level == "warning" ? log::Level::warning
                  : level == "error"   ? log::Level::error
                                       : log::Level::info;
  const std::string form =
      settings.text("log.form", "automatic",
                    {.one_of = {"automatic", "json", "human"}, .sentence = "How lines look."});
  options.form = form == "json"    ? log::Form::json
                 : form == "human" ? log::Form::human
                                   : log::Form::automatic;
  return options;
}

void print_banner(const MarketplaceSettings& settings, std::uint16_t port) {
  const std::string url = fmt::format("http://{}:{}", settings.server.address, port);
  fmt::print(
      "\n  MEME {}\n\n  Marketplace  {}/\n  API pages    {}/docs\n  Metrics      {}/metrics\n  "
      "Data folder  {}\n",
      version, url, url, url, std::filesystem::absolute(settings.core.data).string());
  if (settings.members.dev_sign_in)
    fmt::print("  Sign-in      choose any person at {}/sign-in (demonstration)\n", url);
  fmt::print("\n  Ctrl-C stops it.\n\n");
  std::fflush(stdout);
}

}  // namespace

int run_serve(Arguments arguments) {
  runtime::Settings settings =
      runtime::Settings::from_process({arguments.begin(), arguments.end()});
  const MarketplaceSettings all = MarketplaceSettings::read(settings);
  const log::Options log_options = read_log(settings);
  if (!accept(settings)) return 2;
  log::configure(log_options);
  runtime::failpoints::arm_from_environment();
  runtime::Shutdown shutdown(all.drain + std::chrono::seconds(5));
  Marketplace marketplace(all);
  shutdown.on_stop("marketplace", [&] { marketplace.stop(); });
  marketplace.start();
  print_banner(all, marketplace.port());
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
