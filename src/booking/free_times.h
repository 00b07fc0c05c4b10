// Answers about free time in the small form in which they are kept, and what they rest on.
#pragma once
#include <cstddef>
#include <string>

#include "base/time_zone.h"
#include "booking/domain/availability.h"
#include "booking/views.h"

namespace meme::booking {

// The days' starts; a thirteenth of their JSON.
struct FreeTimes {
  Basis basis;
  TimeZone zone;
  Date from{};
  Offers offers;
};

// The same as a value to be described, read and compared.
AvailabilityView view_of(const FreeTimes& times);
// Appends what json::write() makes of view_of(times), an order of magnitude faster.
void append_json(std::string& out, const FreeTimes& times);

}  // namespace meme::booking
