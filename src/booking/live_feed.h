// Tells open screens what changed: calendars to everyone who watches an artist, personal matters to
// the people concerned.
#pragma once
#include "booking/events.h"
#include "catalogue/api.h"
#include "http/event_hub.h"

namespace meme::booking {

class LiveFeed final : public EventListener {
 public:
  // Both must outlive the feed.
  LiveFeed(const catalogue::Catalogue& catalogue, http::EventHub& hub)
      : catalogue_(catalogue), hub_(hub) {}

  void committed(std::span<const Event> events) noexcept override;

 private:
  const catalogue::Catalogue& catalogue_;
  http::EventHub& hub_;
};

}  // namespace meme::booking
