#include "app/help.h"

#include <fmt/format.h>

#include "app/log_settings.h"
#include "app/marketplace.h"

namespace meme::app {
namespace {

// "--key= " of every setting that a command may take; --config is read before all others.
std::string flags_of(Takes takes) {
  if (takes == Takes::nothing) return {};
  runtime::Settings settings;
  if (takes == Takes::data) {
    read_core(settings);
  } else {
    MarketplaceSettings::read(settings);
    read_log(settings);
  }
  std::string flags = "--config= ";
  for (const auto& [key, value] : settings.values()) {
    const bool is_data = key == "data" || key.starts_with("database.");
    if (takes == Takes::everything || is_data) flags += fmt::format("--{}= ", key);
  }
  return flags;
}

}  // namespace

std::string help_page() {
  std::string page = "meme: a booking marketplace in one programme\n\n";
  for (const Command& command : commands()) {
    page += fmt::format("  meme {:<14}{}\n", command.name, command.summary);
  }
  return page +
         "\n`meme COMMAND --help` says more. Settings are flags (--http.port=8080), variables\n"
         "(MEME_HTTP_PORT) or lines of the file in --config; `meme check-config` lists them.\n";
}

std::string usage_of(const Command& command) {
  return fmt::format("{}.\n\n{}", command.summary, command.usage);
}

std::string bash_completion() {
  std::string names, cases;
  for (const Command& command : commands()) {
    names.append(command.name).push_back(' ');
    cases += fmt::format("    {}) words=\"{} {}--help\" ;;\n", command.name, command.words,
                         flags_of(command.takes));
  }
  return fmt::format(
      R"sh(_meme() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" words=""
  case "${{COMP_WORDS[1]}}" in
{}    esac
  if ((COMP_CWORD == 1)); then words="{}"; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  if [[ "${{COMPREPLY[0]}}" == *= ]]; then compopt -o nospace; fi
}}
complete -o default -F _meme meme
)sh",
      cases, names);
}

}  // namespace meme::app
