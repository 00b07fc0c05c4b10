#include "booking/exchange/reservation_event.h"

#include <gtest/gtest.h>

namespace meme::booking::exchange {
namespace {

Reservation visit() {
  Reservation r;
  r.id = ReservationId{77};
  r.state = ReservationState::approved;
  r.sequence = 2;
  r.artist = {ArtistId{5}, "Mina"};
  r.portfolio = {PortfolioId{3}, "Bridal", ""};
  r.customer = {MemberId{9}, "Ann"};
  r.place = Place::visit;
  r.start = {minute_of(29'700'000), std::chrono::hours(9)};
  r.end = {minute_of(29'700'090), std::chrono::hours(9)};
  r.time_zone = "Asia/Seoul";
  r.contact = {.name = "Ann", .phone = "010-1234-5678", .note = "No perfume", .address = "Mapo 1"};
  return r;
}

TEST(ReservationEvent, TellsTheArtistWhatTheCustomerWrote) {
  const auto event = reservation_event(visit(), Reader::artist);
  EXPECT_EQ(event.summary, "Bridal · Ann");
  EXPECT_EQ(event.description, "Ann\n010-1234-5678\nNo perfume");
  EXPECT_EQ(event.location, "Mapo 1");
}

TEST(ReservationEvent, NamesTheArtistToTheCustomer) {
  const auto event = reservation_event(visit(), Reader::customer);
  EXPECT_EQ(event.summary, "Bridal · Mina");
  EXPECT_EQ(event.description, "");
  EXPECT_EQ(event.uid, reservation_event(visit(), Reader::artist).uid);
}

TEST(ReservationEvent, EndsWithALaterSequence) {
  Reservation reservation = visit();
  EXPECT_EQ(reservation_event(reservation, Reader::customer).sequence, 2);
  for (const auto state :
       {ReservationState::canceled, ReservationState::declined, ReservationState::expired}) {
    reservation.state = state;
    const auto event = reservation_event(reservation, Reader::customer);
    EXPECT_EQ(event.sequence, 3);
    EXPECT_EQ(event.status, ical::EventStatus::cancelled);
  }
  reservation.state = ReservationState::pending;
  EXPECT_EQ(reservation_event(reservation, Reader::customer).status, ical::EventStatus::tentative);
}

}  // namespace
}  // namespace meme::booking::exchange
