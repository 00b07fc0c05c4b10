// A time on the wall clock as libical keeps it.
#pragma once
#include <libical/ical.h>

#include "base/time_zone.h"

namespace meme::booking::ical {

// Floating: whoever writes it names the zone.
icaltimetype wall_value(LocalMinute wall);

}  // namespace meme::booking::ical
