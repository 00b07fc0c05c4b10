#include "booking/json.h"

namespace meme::booking {

void describe(json::Describe<DayOfSlots>& d) {
  d.name("AvailabilityDay").summary("One local date and what can be booked on it.");
  d.field("date", &DayOfSlots::date, "The venue's date.");
  d.field("status", &DayOfSlots::status, "Whether anything is free, and if not, why.");
  d.field("slots", &DayOfSlots::slots, "Bookable times, ascending.");
}

void describe(json::Describe<AvailabilityView>& d) {
  d.name("Availability").summary("An artist's free time for a portfolio.");
  d.field("portfolioId", &AvailabilityView::portfolio, "The portfolio.");
  d.field("artistId", &AvailabilityView::artist, "Its artist.");
  d.field("timeZone", &AvailabilityView::time_zone, "The venue's IANA time zone.");
  d.field("version", &AvailabilityView::version,
          "Grows with every change of the artist's calendar.");
  d.field("from", &AvailabilityView::from, "First date.");
  d.field("days", &AvailabilityView::days, "One entry a date.");
}

void describe(json::Describe<DayOfMonth>& d) {
  d.name("MonthDay").summary("One date of a month view.");
  d.field("date", &DayOfMonth::date, "The venue's date.");
  d.field("status", &DayOfMonth::status, "Whether anything is free.");
  d.field("freeCount", &DayOfMonth::free_count, "How many starts are free.", {.min = 0});
}

void describe(json::Describe<MonthView>& d) {
  d.name("MonthView").summary("A month at a glance.");
  d.field("month", &MonthView::month, "The month.");
  d.field("timeZone", &MonthView::time_zone, "The venue's IANA time zone.");
  d.field("version", &MonthView::version, "Grows with every change of the artist's calendar.");
  d.field("days", &MonthView::days, "One entry a date.");
}

void describe(json::Describe<StartExplanation>& d) {
  d.name("Explanation").summary("Why a start is offered or not.");
  d.field("start", &StartExplanation::start, "The start asked about.");
  d.field("end", &StartExplanation::end, "Where the service would end.");
  d.field("offered", &StartExplanation::offered, "Whether it can be booked.");
  d.field("reasons", &StartExplanation::reasons, "Every reason against it.");
  d.field("nearest", &StartExplanation::nearest, "The nearest bookable times.");
}

void describe(json::Describe<CancellationPreview>& d) {
  d.name("CancellationQuote").summary("What canceling now would mean.");
  d.field("allowed", &CancellationPreview::allowed, "Whether the reader may cancel now.");
  d.field("rule", &CancellationPreview::rule, "The rule that would be applied.");
  d.field("refund", &CancellationPreview::refund, "What would be given back.");
  d.field("hoursLeft", &CancellationPreview::hours_left, "Whole hours until the start.",
          {.min = 0});
}

void describe(json::Describe<ReservationPage>& d) {
  d.name("ReservationPage").summary("A page of reservations.");
  d.field("items", &ReservationPage::items, "The reservations.");
  d.field("nextCursor", &ReservationPage::next_cursor, "Where to go on; absent on the last page.");
}

void describe(json::Describe<HoursRange>& d) {
  d.name("HoursRange")
      .summary("Open from open until close, exclusive. Hours past midnight are two ranges.");
  d.field("open", &HoursRange::open, "00:00 to 23:59.");
  d.field("close", &HoursRange::close, "00:01 to 24:00.");
}

void describe(json::Describe<ExceptionDay>& d) {
  d.name("ScheduleException").summary("Hours of one date instead of the weekly ones.");
  d.field("date", &ExceptionDay::date, "The date.");
  d.field("hours", &ExceptionDay::hours, "Empty: closed.", {.max_items = ranges_per_day_max});
  d.field("note", &ExceptionDay::note, "For the artist's own eyes.",
          {.max_length = 200, .required = false});
}

void describe(json::Describe<TimeOffShape>& d) {
  d.name("TimeOff").summary("An interval in which nothing is offered.");
  d.field("start", &TimeOffShape::start, "Start.");
  d.field("end", &TimeOffShape::end, "End.");
  d.field("note", &TimeOffShape::note, "For the artist's own eyes.",
          {.max_length = 200, .required = false});
}

void describe(json::Describe<ScheduleDocument>& d) {
  d.name("Schedule").summary("When an artist can be booked.");
  d.field("timeZone", &ScheduleDocument::time_zone, "IANA time zone of the venue.",
          {.min_length = 1, .max_length = 64});
  d.field("weekly", &ScheduleDocument::weekly, "Hours of the week: seven lists, Monday first.",
          {.max_items = ranges_per_day_max});
  d.field("exceptions", &ScheduleDocument::exceptions, "Dates with other hours.",
          {.max_items = exceptions_max});
  d.field("timeOff", &ScheduleDocument::time_off, "Time off.", {.max_items = time_off_max});
  d.field("stepMinutes", &ScheduleDocument::step_minutes, "Starts are this far apart.",
          {.min = step_minutes_bounds.least, .max = step_minutes_bounds.most});
  d.field("leadTimeMinutes", &ScheduleDocument::lead_time_minutes, "Notice needed.",
          {.min = lead_time_minutes_bounds.least, .max = lead_time_minutes_bounds.most});
  d.field("horizonDays", &ScheduleDocument::horizon_days, "How far ahead can be booked.",
          {.min = horizon_days_bounds.least, .max = horizon_days_bounds.most});
  d.field("bufferBeforeMinutes", &ScheduleDocument::buffer_before_minutes,
          "Kept free before a service.",
          {.min = buffer_minutes_bounds.least, .max = buffer_minutes_bounds.most});
  d.field("bufferAfterMinutes", &ScheduleDocument::buffer_after_minutes,
          "Kept free after a service.",
          {.min = buffer_minutes_bounds.least, .max = buffer_minutes_bounds.most});
  d.field("travelMinutes", &ScheduleDocument::travel_minutes, "Added on both sides of a visit.",
          {.min = travel_minutes_bounds.least, .max = travel_minutes_bounds.most});
  d.field("approvalHours", &ScheduleDocument::approval_hours,
          "How long a request waits for an answer.",
          {.min = approval_hours_bounds.least, .max = approval_hours_bounds.most});
}

void describe(json::Describe<ScheduleConflict>& d) {
  d.name("ScheduleConflict")
      .summary("A reservation that the new hours would not offer any more. It stays.");
  d.field("reservationId", &ScheduleConflict::reservation, "The reservation.");
  d.field("start", &ScheduleConflict::start, "Start.");
  d.field("end", &ScheduleConflict::end, "End.");
}

void describe(json::Describe<SchedulePreview>& d) {
  d.name("SchedulePreview").summary("What customers would see.");
  d.field("availability", &SchedulePreview::availability, "The free times.");
  d.field("conflicts", &SchedulePreview::conflicts, "Reservations outside the new hours.");
}

void describe(json::Describe<AgendaItem>& d) {
  d.name("AgendaItem").summary("Something in an artist's day.");
  d.field("kind", &AgendaItem::kind, "What it is.");
  d.field("start", &AgendaItem::start, "Start of the service.");
  d.field("end", &AgendaItem::end, "End of the service.");
  d.field("blockedStart", &AgendaItem::blocked_start, "Start with buffers and travel.");
  d.field("blockedEnd", &AgendaItem::blocked_end, "End with buffers and travel.");
  d.field("reservation", &AgendaItem::reservation, "The reservation, if it is one.");
}

void describe(json::Describe<AgendaDay>& d) {
  d.name("AgendaDay").summary("An artist's day.");
  d.field("date", &AgendaDay::date, "The date.");
  d.field("hours", &AgendaDay::hours, "Opening hours.");
  d.field("items", &AgendaDay::items, "In order of start.");
}

void describe(json::Describe<Agenda>& d) {
  d.name("Agenda").summary("An artist's days.");
  d.field("timeZone", &Agenda::time_zone, "The artist's IANA time zone.");
  d.field("days", &Agenda::days, "One entry a date.");
}

}  // namespace meme::booking
