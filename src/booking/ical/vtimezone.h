// Describes a time zone inside a calendar file, so that the reader needs no zone data of its own.
#pragma once
#include "base/time.h"
#include "base/time_zone.h"

struct icalcomponent_impl;

namespace meme::booking::ical {

// A VTIMEZONE (RFC 5545, 3.6.5) that holds for `interval` and more than a year around it: one
// STANDARD or DAYLIGHT for each change of the clock, without rules, and the offset before them. The
// caller owns the component.
icalcomponent_impl* vtimezone_of(TimeZone zone, Interval interval);

}  // namespace meme::booking::ical
