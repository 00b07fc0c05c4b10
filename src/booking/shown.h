// From rows to what people see.
#pragma once
#include <optional>
#include <vector>

#include "booking/api.h"
#include "booking/write.h"

namespace meme::booking {

// The venue's.
TimeZone zone_of(const Books& books, ArtistId artist);
ZonedMinute zoned(TimeZone zone, Minute at);
Slot slot_of(TimeZone zone, Interval interval);

// The role in which somebody meets a reservation; nothing when they are no party to it.
std::optional<Actor> role_in(const identity::Principal& caller, const ReservationRow& row);

Hold shown(const Books& books, const HoldRow& row, Instant now);
// What a row keeps as JSON.
struct Agreed {
  Contact contact;
  std::vector<CancellationTier> tiers;
};
// What `reader` may do is part of it.
Reservation shown(const Books& books, const ReservationRow& row, Act reader);
// The same for somebody who has just made the row.
Reservation shown(const Books& books, const ReservationRow& row, Agreed agreed, Act reader);
std::vector<Transition> shown(const std::vector<HistoryRow>& rows);
// `line` is everyone who waits for the artist, in order.
WaitlistPlace shown(const Books& books, const WaitlistRow& row,
                    const std::vector<WaitlistRow>& line);

// The rule's part of a row.
ReservationSituation situation_of(const Books& books, const ReservationRow& row);
WaitlistEntry entry_of(const WaitlistRow& row, Minutes duration);
CancellationTerms terms_of(const ReservationRow& row);
std::string json_of(const std::vector<CancellationTier>& tiers);

ReasonText text_of(Reason reason);
std::vector<ReasonText> texts_of(ReasonSet reasons);

}  // namespace meme::booking
