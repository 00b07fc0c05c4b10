// The log's settings, which every command that starts the marketplace or looks at it knows.
#pragma once
#include "runtime/log.h"
#include "runtime/settings.h"

namespace meme::app {

log::Options read_log(runtime::Settings& settings);

}  // namespace meme::app
