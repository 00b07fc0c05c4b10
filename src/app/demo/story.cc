#include "app/demo/story.h"

#include <algorithm>
#include <utility>

#include "app/demo/choice.h"
#include "app/demo/names.h"
#include "app/demo/texts.h"
#include "booking/json.h"

namespace meme::app::demo {
namespace {

using namespace std::chrono_literals;
using booking::Actor;
using booking::ReservationEvent;
using booking::ReservationState;
using catalogue::Category;
using catalogue::Place;

// Tells one story; every step follows the table of transitions in booking/domain/reservation.cc.
class Teller {
 public:
  Teller(const World& world, Random& random, const Seat& seat)
      : world_(world), random_(random), seat_(seat), start_(seat.service.start) {
    needs_approval_ = seat.portfolio.facts.mode == catalogue::BookingMode::approve;
    deadline_ = booking::approval_deadline(seat.created_at, seat.artist.hours->schedule.approval(),
                                           seat.service.start);
  }

  Booking tell() {
    write_terms();
    begin();
    seat_.kept ? keep() : drop();
    finish();
    return std::move(booking_);
  }

 private:
  Instant later(Instant from, Instant until, double low, double high) {
    if (until <= from) return from;
    const double share = low + (high - low) * random_.unit();
    const auto seconds = static_cast<double>((until - from) / 1s);
    return from + std::chrono::seconds(static_cast<std::int64_t>(share * seconds));
  }

  void add(Instant at, Actor actor, std::string_view event, std::string_view detail = {}) {
    auto& row = booking_.row;
    MemberId who{};
    if (actor == Actor::customer) who = seat_.customer.id;
    if (actor == Actor::artist) who = seat_.artist.facts.member;
    if (actor == Actor::operator_) who = MemberId{1};
    row.version = static_cast<std::int64_t>(booking_.history.size()) + 1;
    row.updated_at = at;
    booking_.history.push_back(
        {{}, row.version, at, actor, who, std::string(event), row.state, std::string(detail)});
  }
  void step(Instant at, Actor actor, ReservationEvent event, ReservationState to) {
    booking_.row.state = to;
    add(at, actor, booking::event_code(event));
  }

  void write_terms() {
    auto& row = booking_.row;
    const auto& facts = seat_.portfolio.facts;
    row.artist = facts.artist;
    row.portfolio = facts.id;
    row.customer = seat_.customer.id;
    row.place = seat_.place;
    row.service = seat_.service;
    row.blocked = seat_.margins.around(seat_.service);
    row.price = facts.price;
    row.title = seat_.portfolio.title;
    row.cancellation = world_.cancellation_texts[facts.cancellation_policy];
    row.mode = facts.mode;
    row.created_at = seat_.created_at;
    json::write(row.contact, contact());
  }

  booking::Contact contact() {
    const auto category = seat_.portfolio.facts.category;
    booking::Contact contact{.name = seat_.customer.name, .phone = seat_.customer.phone};
    if (random_.chance(0.2)) contact.note = booking_note(random_, category);
    if (seat_.place == Place::visit) {
      const auto& district = world_.catalogue.districts()[seat_.artist.facts.district];
      contact.address =
          street_address(random_, world_.catalogue.region().name_ko, district.name_ko);
    }
    if (random_.chance(0.25)) {
      contact.skin_type = static_cast<booking::SkinType>(random_.below(6));
      contact.personal_color = static_cast<booking::PersonalColor>(random_.below(5));
    }
    if (category == Category::party && random_.chance(0.4)) {
      contact.headcount = static_cast<std::int32_t>(random_.between(2, 4));
    }
    return contact;
  }

  void begin() {
    booking_.row.state = booking::initial_state(needs_approval_);
    add(seat_.created_at, Actor::customer, needs_approval_ ? "request" : "book");
  }

  // False while the request still waits for the artist.
  bool is_approved() {
    if (!needs_approval_) return true;
    const Instant answered = later(seat_.created_at, deadline_, 0.02, 0.6);
    const bool waits = answered >= world_.now || (deadline_ > world_.now && random_.chance(0.7));
    if (waits) return false;
    step(answered, Actor::artist, ReservationEvent::approve, ReservationState::approved);
    return true;
  }

  void keep() {
    if (!is_approved()) return;
    move_once();
    const Instant end = seat_.service.end;
    if (end + 45min > world_.now) return;
    if (random_.chance(0.025)) {
      step(Instant{start_} + 20min, Actor::artist, ReservationEvent::no_show,
           ReservationState::no_show);
      return;
    }
    const Instant completed = end + std::chrono::minutes(random_.between(2, 40));
    const Actor by = random_.chance(0.6) ? Actor::artist : Actor::system;
    step(completed, by, ReservationEvent::complete, ReservationState::completed);
    review(completed);
  }

  // Some customers have moved their booking long before, so that no refund was lost by it.
  void move_once() {
    if (needs_approval_ || !random_.chance(0.04)) return;
    const Instant at = later(seat_.created_at, world_.now, 0.1, 0.5);
    if (at + 336h > Instant{start_}) return;
    booking_.row.sequence = 1;
    step(at, Actor::customer, ReservationEvent::reschedule, ReservationState::approved);
  }

  void review(Instant completed) {
    if (!random_.chance(0.38)) return;
    const Instant at = completed + 1h + std::chrono::minutes(random_.between(0, 5 * 24 * 60));
    if (at >= world_.now) return;
    step(at, Actor::customer, ReservationEvent::review, ReservationState::reviewed);
    ++seat_.artist.facts.review_count;
    seat_.artist.stars += stars();
  }

  // Mostly five; the mean of many comes close to the artist's quality.
  int stars() {
    const double missing = (5.0 - seat_.artist.quality) / 1.4;
    if (!random_.chance(missing)) return 5;
    return random_.chance(0.7) ? 4 : static_cast<int>(random_.between(2, 3));
  }

  void drop() {
    if (!needs_approval_) return cancel(seat_.created_at, true);
    const double fate = random_.unit();
    if (fate < 0.4) {
      const Instant at = later(seat_.created_at, std::min(deadline_, world_.now), 0.05, 0.8);
      booking_.row.state = ReservationState::declined;
      add(at, Actor::artist, booking::event_code(ReservationEvent::decline),
          decline_reason(random_));
    } else if (fate < 0.6 && deadline_ < world_.now) {
      step(deadline_, Actor::system, ReservationEvent::expire, ReservationState::expired);
    } else if (fate < 0.8) {
      cancel(seat_.created_at, false);
    } else {
      const Instant answered = later(seat_.created_at, std::min(deadline_, world_.now), 0.02, 0.4);
      step(answered, Actor::artist, ReservationEvent::approve, ReservationState::approved);
      cancel(answered, true);
    }
  }

  void cancel(Instant after, bool approved) {
    auto& row = booking_.row;
    const Instant last = approved ? Instant{start_} : deadline_;
    const Instant at = later(after, std::min(last, world_.now), 0.05, 0.95);
    constexpr std::array<int, 3> shares{80, 16, 4};
    const auto by = static_cast<Actor>(draw(random_, std::span<const int>(shares)) + 1);
    const booking::CancellationTerms terms = cancellation_terms();
    const auto refund =
        booking::refund_of({terms, row.price, seat_.service.start, approved}, booking::Act{by, at});
    row.canceled_by = by;
    row.canceled_reason =
        by == Actor::customer ? customer_cancel_reason(random_) : artist_cancel_reason(random_);
    row.canceled_rule =
        json::write(booking::StoredRule{std::string(booking::refund_rule_code(refund.rule)),
                                        refund.tier.hours_before, refund.tier.refund_percent});
    row.refund = refund.amount.amount;
    row.state = ReservationState::canceled;
    add(at, by, booking::event_code(ReservationEvent::cancel), *row.canceled_reason);
  }

  booking::CancellationTerms cancellation_terms() const {
    booking::CancellationTerms terms;
    const auto id = seat_.portfolio.facts.cancellation_policy;
    for (const auto& rule : world_.catalogue.cancellation_policy(id).rules) {
      terms.tiers.push_back({rule.hours_before, rule.refund_percent});
    }
    return terms;
  }

  void finish() {
    auto& row = booking_.row;
    if (row.state == ReservationState::pending) row.deadline = deadline_;
    if (const auto kind = booking::claim_kind(row.state)) {
      booking_.claim = booking::make_claim(*kind, 0, row.service, seat_.margins);
    }
  }

  const World& world_;
  Random& random_;
  const Seat& seat_;
  Minute start_;
  bool needs_approval_ = false;
  Instant deadline_{};
  Booking booking_;
};

}  // namespace

Booking tell_story(const World& world, Random& random, const Seat& seat) {
  return Teller(world, random, seat).tell();
}

}  // namespace meme::app::demo
