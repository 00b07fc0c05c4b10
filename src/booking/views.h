// What booking shows and the queries for it: free times, lists, agendas. Part of booking/api.h.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "booking/basis.h"
#include "booking/domain/availability.h"
#include "booking/domain/schedule_document.h"
#include "booking/error.h"
#include "booking/values.h"

namespace meme::booking {

struct AvailabilityRequest {
  PortfolioId portfolio{};
  std::optional<Date> from;  // the venue's today when absent
  int days = 14;             // 1 to 62
  Place place = Place::shop;
};

struct DayOfSlots {
  Date date{};
  DayStatus status = DayStatus::closed;
  std::vector<Slot> slots;
};

// `version` grows with every change of the artist's calendar.
struct AvailabilityView {
  PortfolioId portfolio{};
  ArtistId artist{};
  std::string time_zone;
  std::int64_t version = 0;
  Date from{};
  std::vector<DayOfSlots> days;
};

struct MonthRequest {
  PortfolioId portfolio{};
  std::chrono::year_month month{};
  Place place = Place::shop;
};

struct DayOfMonth {
  Date date{};
  DayStatus status = DayStatus::closed;
  std::int32_t free_count = 0;
};

struct MonthView {
  std::string month;  // "2026-12"
  std::string time_zone;
  std::int64_t version = 0;
  std::vector<DayOfMonth> days;
  Basis basis{};  // not shown
};

struct StartExplanation {
  ZonedMinute start;
  ZonedMinute end;
  bool offered = false;
  std::vector<ReasonText> reasons;
  std::vector<Slot> nearest;
};

struct CancellationPreview {
  bool allowed = false;
  CancellationTier rule;
  Money refund{};
  std::int64_t hours_left = 0;
};

enum class Side : std::uint8_t { customer, artist };

struct ReservationFilter {
  Side as = Side::customer;
  std::vector<ReservationState> states;  // empty: all
  std::optional<Date> from;              // local dates of the start, inclusive
  std::optional<Date> to;
  std::optional<std::string> cursor;
  int limit = 20;  // 1 to 100
};

struct ReservationPage {
  std::vector<Reservation> items;
  std::optional<std::string> next_cursor;
};

struct VersionedSchedule {
  std::int64_t version = 0;
  ScheduleDocument schedule;
};

struct ReplaceSchedule {
  ArtistId artist{};
  std::int64_t expected_version = 0;
  ScheduleDocument schedule;
};

struct PreviewSchedule {
  ArtistId artist{};
  ScheduleDocument schedule;
  PortfolioId portfolio{};
  std::optional<Date> from;
  int days = 14;
  Place place = Place::shop;
};

// A reservation that the new hours would no longer offer. It stays as it is.
struct ScheduleConflict {
  ReservationId reservation{};
  ZonedMinute start;
  ZonedMinute end;
};

struct SchedulePreview {
  AvailabilityView availability;
  std::vector<ScheduleConflict> conflicts;
};

struct AgendaRequest {
  ArtistId artist{};
  std::optional<Date> from;
  int days = 1;  // 1 to 62
};

enum class AgendaKind : std::uint8_t { reservation, hold, busy, time_off };

struct AgendaItem {
  AgendaKind kind = AgendaKind::reservation;
  ZonedMinute start;
  ZonedMinute end;
  ZonedMinute blocked_start;
  ZonedMinute blocked_end;
  std::optional<Reservation> reservation;
};

struct AgendaDay {
  Date date{};
  std::vector<Slot> hours;
  std::vector<AgendaItem> items;
};

struct Agenda {
  std::string time_zone;
  std::vector<AgendaDay> days;
};

}  // namespace meme::booking
