// The names of booking's enumerations in JSON.
#pragma once
#include <array>
#include <string_view>
#include <utility>

#include "booking/api.h"
#include "booking/events.h"

namespace meme::booking {

template <class E>
using EnumName = std::pair<E, std::string_view>;

constexpr auto enum_names(Actor) {
  return std::to_array<EnumName<Actor>>({{Actor::customer, "customer"},
                                         {Actor::artist, "artist"},
                                         {Actor::operator_, "operator"},
                                         {Actor::system, "system"}});
}
constexpr auto enum_names(ReservationState) {
  using enum ReservationState;
  return std::to_array<EnumName<ReservationState>>({{pending, "pending"},
                                                    {approved, "approved"},
                                                    {completed, "completed"},
                                                    {reviewed, "reviewed"},
                                                    {declined, "declined"},
                                                    {canceled, "canceled"},
                                                    {expired, "expired"},
                                                    {no_show, "no_show"}});
}
constexpr auto enum_names(WaitlistState) {
  using enum WaitlistState;
  return std::to_array<EnumName<WaitlistState>>({{waiting, "waiting"},
                                                 {offered, "offered"},
                                                 {taken, "taken"},
                                                 {lapsed, "lapsed"},
                                                 {left, "left"}});
}
constexpr auto enum_names(DayStatus) {
  using enum DayStatus;
  return std::to_array<EnumName<DayStatus>>(
      {{open, "open"}, {full, "full"}, {closed, "closed"}, {past, "past"}, {beyond, "beyond"}});
}
constexpr auto enum_names(SkinType) {
  using enum SkinType;
  return std::to_array<EnumName<SkinType>>({{dry, "dry"},
                                            {oily, "oily"},
                                            {combination, "combination"},
                                            {sensitive, "sensitive"},
                                            {normal, "normal"},
                                            {unknown, "unknown"}});
}
constexpr auto enum_names(PersonalColor) {
  using enum PersonalColor;
  return std::to_array<EnumName<PersonalColor>>({{spring, "spring"},
                                                 {summer, "summer"},
                                                 {autumn, "autumn"},
                                                 {winter, "winter"},
                                                 {unknown, "unknown"}});
}
constexpr auto enum_names(Gender) {
  using enum Gender;
  return std::to_array<EnumName<Gender>>(
      {{female, "female"}, {male, "male"}, {other, "other"}, {unknown, "unknown"}});
}
constexpr auto enum_names(AgendaKind) {
  using enum AgendaKind;
  return std::to_array<EnumName<AgendaKind>>(
      {{reservation, "reservation"}, {hold, "hold"}, {busy, "busy"}, {time_off, "time_off"}});
}
constexpr auto enum_names(Side) {
  return std::to_array<EnumName<Side>>({{Side::customer, "customer"}, {Side::artist, "artist"}});
}

constexpr auto enum_names(CalendarChangeKind) {
  using enum CalendarChangeKind;
  return std::to_array<EnumName<CalendarChangeKind>>(
      {{taken, "taken"}, {freed, "freed"}, {changed, "changed"}});
}

}  // namespace meme::booking
