// Random artists' calendars for property tests, with an eye for what is rare: clocks that change,
// midnights, full days.
#pragma once
#include <rapidcheck.h>

#include "booking/domain/testing/minute_model.h"

namespace meme::booking::testing {

// How far around `now` a case has anything interesting, and how far the model must know.
inline constexpr std::chrono::days stretch{4};
inline constexpr std::chrono::days margin{3};

// Only inside a rapidcheck property. The document is valid.
MinuteModel::Case any_case();

}  // namespace meme::booking::testing
