#include "booking/metrics.h"

namespace meme::booking {
namespace {

constexpr std::size_t state_count = 9;  // states are numbered from 1

}  // namespace

BookingMetrics::BookingMetrics(runtime::Metrics& metrics)
    : metrics_(metrics),
      taken_(metrics.counter("meme_booking_intervals_total", "Calendar intervals taken and freed.",
                             {{"change", "taken"}})),
      freed_(metrics.counter("meme_booking_intervals_total", "Calendar intervals taken and freed.",
                             {{"change", "freed"}})),
      holds_ended_(metrics.counter("meme_booking_holds_ended_total",
                                   "Holds confirmed, released or run out.")) {
  by_state_.push_back(nullptr);
  for (std::size_t state = 1; state < state_count; ++state) {
    by_state_.push_back(
        &metrics.counter("meme_booking_transitions_total", "Reservations that came into a state.",
                         {{"state", std::string(state_code(ReservationState(state)))}}));
  }
}

void BookingMetrics::committed(std::span<const Event> events) noexcept {
  for (const Event& event : events) {
    if (const auto* change = std::get_if<CalendarChanged>(&event)) {
      if (change->kind == CalendarChangeKind::taken) taken_.add();
      if (change->kind == CalendarChangeKind::freed) freed_.add();
    } else if (const auto* reservation = std::get_if<ReservationChanged>(&event)) {
      by_state_[static_cast<std::size_t>(reservation->state)]->add();
    } else if (std::holds_alternative<HoldEnded>(event)) {
      holds_ended_.add();
    }
  }
}

void BookingMetrics::sample_holds(const HoldTable& holds) {
  metrics_.sampled("meme_booking_holds", "Live holds.",
                   [&holds] { return static_cast<double>(holds.size()); });
}

}  // namespace meme::booking
