// What becomes of one booking: the transitions from its making to the day the marketplace is seen
// on.
#pragma once
#include "app/demo/world.h"

namespace meme::app::demo {

// A place in an artist's calendar for a customer. All views outlive the story.
struct Seat {
  Artist& artist;  // collects the stars of reviews
  const Portfolio& portfolio;
  const Person& customer;
  catalogue::Place place = catalogue::Place::shop;
  Interval service;
  booking::Margins margins;
  Instant created_at{};
  bool kept = true;  // false: it is canceled, declined or expires, and leaves the time free
};

// Numbers (ids of the reservation, of its history and claim) are given later.
Booking tell_story(const World& world, Random& random, const Seat& seat);

}  // namespace meme::app::demo
