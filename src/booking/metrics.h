// Counters of booking.
#pragma once
#include "booking/events.h"
#include "booking/hold_table.h"
#include "runtime/metrics.h"

namespace meme::booking {

class BookingMetrics final : public EventListener {
 public:
  explicit BookingMetrics(runtime::Metrics& metrics);

  void committed(std::span<const Event> events) noexcept override;
  void sample_holds(const HoldTable& holds);

 private:
  runtime::Metrics& metrics_;
  runtime::Counter& taken_;
  runtime::Counter& freed_;
  runtime::Counter& holds_ended_;
  std::vector<runtime::Counter*> by_state_;
};

}  // namespace meme::booking
