#include <cstdio>
#include <stdexcept>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/demo/seed.h"
#include "app/help.h"
#include "app/marketplace.h"
#include "app/version.h"
#include "http/openapi.h"

namespace meme::app {

int run_init(Arguments arguments) {
  const SplitArguments parts = split_arguments(arguments);
  refuse_arguments(parts.own);
  runtime::Settings settings = runtime::Settings::from_process(parts.settings);
  const MarketplaceSettings all = MarketplaceSettings::read(settings);
  if (!accept(settings)) return 2;
  const Marketplace marketplace(all);
  fmt::print("{} is ready. Start with: meme serve --data={}\n", all.core.data.string(),
             all.core.data.string());
  return 0;
}

int run_migrate(Arguments arguments) {
  const SplitArguments parts = split_arguments(arguments);
  refuse_arguments(parts.own);
  runtime::Settings settings = runtime::Settings::from_process(parts.settings);
  const CoreSettings core = read_core(settings);
  if (!accept(settings)) return 2;
  const auto database = open_database(core);
  if (auto migrated = outbox::Outbox::migrate(*database); !migrated)
    throw std::runtime_error(migrated.error().message);
  members::migrate(*database);
  catalogue::migrate(*database);
  booking::migrate(*database);
  fmt::print("{} has the newest schema.\n", core.database.path.string());
  return 0;
}

int run_seed(Arguments arguments) {
  const SplitArguments parts = split_arguments(arguments);
  runtime::Settings settings = runtime::Settings::from_process(parts.settings);
  const CoreSettings core = read_core(settings);
  if (!accept(settings)) return 2;
  make_data_folder(core.data);
  return demo::run_seed(parts.own, core.database.path, SystemClock{});
}

int run_openapi(Arguments arguments) {
  refuse_arguments(arguments);
  // The routes come from the modules themselves, put together over an empty database in memory.
  runtime::Settings settings;
  MarketplaceSettings all = MarketplaceSettings::read(settings);
  const auto folder =
      std::filesystem::temp_directory_path() / fmt::format("meme-openapi-{}", ::getpid());
  all.core.data = folder;
  all.core.database.path = folder / "meme.db";
  all.members.dev_sign_in = true;
  {
    const Marketplace marketplace(all);
    fmt::print("{}\n", http::openapi(marketplace.router(), version));
  }
  std::filesystem::remove_all(folder);
  return 0;
}

int run_completion(Arguments arguments) {
  if (arguments.size() != 1 || arguments[0] != "bash") {
    throw std::invalid_argument("Say which shell: meme completion bash");
  }
  fmt::print("{}", bash_completion());
  return 0;
}

int run_version(Arguments arguments) {
  if (arguments.size() == 1 && arguments[0] == "--json") {
    fmt::print("{{\"name\":\"meme\",\"version\":\"{}\"}}\n", version);
    return 0;
  }
  refuse_arguments(arguments);
  fmt::print("meme {}\n", version);
  return 0;
}

}  // namespace meme::app
