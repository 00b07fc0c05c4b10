// The JSON shapes of booking: what its HTTP face answers, what the store keeps, what the outbox
// tells.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "booking/api.h"
#include "booking/names.h"
#include "booking/rows.h"
#include "json/json.h"

namespace meme::booking {

// The outbox message about a reservation, and the payload of the live event of the same name.
struct ReservationMessage {
  ReservationId reservation{};
  ArtistId artist{};
  MemberId customer{};
  ReservationState state = ReservationState::pending;
  std::int64_t version = 0;
  std::string event;
};

// As stored in reservation.canceled_rule.
struct StoredRule {
  std::string rule;  // refund_rule_code
  std::int32_t hours_before = 0;
  std::int32_t refund_percent = 0;
};

void describe(json::Describe<Slot>& d);
void describe(json::Describe<Contact>& d);
void describe(json::Describe<ArtistRef>& d);
void describe(json::Describe<PortfolioRef>& d);
void describe(json::Describe<CustomerRef>& d);
void describe(json::Describe<CancellationTier>& d);
void describe(json::Describe<Hold>& d);
void describe(json::Describe<Transition>& d);
void describe(json::Describe<CancellationOutcome>& d);
void describe(json::Describe<Offer>& d);
void describe(json::Describe<Reservation>& d);
void describe(json::Describe<WaitlistOffer>& d);
void describe(json::Describe<WaitlistPlace>& d);
void describe(json::Describe<ReasonText>& d);
void describe(json::Describe<DayOfSlots>& d);
void describe(json::Describe<AvailabilityView>& d);
void describe(json::Describe<DayOfMonth>& d);
void describe(json::Describe<MonthView>& d);
void describe(json::Describe<StartExplanation>& d);
void describe(json::Describe<CancellationPreview>& d);
void describe(json::Describe<ReservationPage>& d);
void describe(json::Describe<HoursRange>& d);
void describe(json::Describe<ExceptionDay>& d);
// TimeOff keeps an interval; its JSON shape has start and end.
struct TimeOffShape {
  Minute start{};
  Minute end{};
  std::string note;
};
void describe(json::Describe<TimeOffShape>& d);
void describe(json::Describe<ScheduleDocument>& d);
void describe(json::Describe<ScheduleConflict>& d);
void describe(json::Describe<SchedulePreview>& d);
void describe(json::Describe<AgendaItem>& d);
void describe(json::Describe<AgendaDay>& d);
void describe(json::Describe<Agenda>& d);
void describe(json::Describe<ReservationMessage>& d);
void describe(json::Describe<StoredRule>& d);

}  // namespace meme::booking

// The venue's wall clock, "2026-12-05T09:30:00+09:00"; reading keeps the offset.
template <>
struct meme::json::TextForm<meme::booking::ZonedMinute> {
  static constexpr std::string_view what = "a whole minute such as 2026-12-05T09:30:00+09:00";
  static constexpr std::string_view schema = R"("format":"date-time","maxLength":35)";
  static bool parse(std::string_view text, booking::ZonedMinute& value);
  static void append(std::string& out, booking::ZonedMinute value) {
    append_rfc3339(out, value.at, value.offset);
  }
};

template <>
struct meme::json::TextForm<meme::booking::TimeOfDay> {
  static constexpr std::string_view what = "a time of day such as 09:30";
  static constexpr std::string_view schema = R"("pattern":"^\\d{2}:\\d{2}$","maxLength":5)";
  static bool parse(std::string_view text, booking::TimeOfDay& value);
  static void append(std::string& out, booking::TimeOfDay value) {
    append_time_of_day(out, value.since_midnight.count());
  }
};

template <>
struct meme::json::Codec<meme::booking::TimeOff> {
  using Shape = booking::TimeOffShape;
  static bool read(const Input& in, booking::TimeOff& value, const Bounds& bounds) {
    Shape shape;
    const bool good = Codec<Shape>::read(in, shape, bounds);
    value = {{shape.start, shape.end}, std::move(shape.note)};
    return good;
  }
  static void write(std::string& out, const booking::TimeOff& value) {
    Codec<Shape>::write(out, {value.interval.start, value.interval.end, value.note});
  }
  static std::string schema(Schemas& s, const Bounds& b) { return Codec<Shape>::schema(s, b); }
};
