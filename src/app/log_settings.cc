#include "app/log_settings.h"

namespace meme::app {

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

}  // namespace meme::app
