#include "person.h"

#include "runtime/overloaded.h"
#include "sql/errors.h"

namespace meme::simulation {

using booking::BookingError;
using checker::Kind;
using std::chrono::milliseconds;

namespace {

bool claims_time(booking::ReservationState state) {
  return booking::claim_kind(state).has_value();
}

}  // namespace

std::string_view name_of(BookingError error) {
  using enum BookingError;
  switch (error) {
    case not_found:
      return "not_found";
    case slot_taken:
      return "slot_taken";
    case not_offered:
      return "not_offered";
    case hold_expired:
      return "hold_expired";
    case stale_fence:
      return "stale_fence";
    case too_many_holds:
      return "too_many_holds";
    case wrong_state:
      return "wrong_state";
    case not_allowed:
      return "not_allowed";
    case version_mismatch:
      return "version_mismatch";
    case key_reused:
      return "key_reused";
    default:
      return "refused";
  }
}

Interval blocked_by(Interval service, booking::Place place) {
  const int travel = place == booking::Place::visit ? margins.travel_minutes : 0;
  return {service.start - Minutes{margins.before_minutes + travel},
          service.end + Minutes{margins.after_minutes + travel}};
}

std::string Record::summary() const {
  std::string text;
  for (const auto& [what, count] : counts) text += what + " " + std::to_string(count) + "\n";
  return text;
}

Task<void> Person::think() {
  const auto kind = random().below(100);
  milliseconds length{random().below(1500)};
  if (kind < 20) length = milliseconds(3'000 + random().below(6'000));  // longer than a hold lives
  if (kind < 4) length = milliseconds(1'200'000 + random().below(4'000'000));  // past a deadline
  co_await stage_.world.pause(length);
}

Minute Person::any_start() {
  const auto midnight = floor_minute(
      Instant{std::chrono::sys_days{std::chrono::year{2026} / std::chrono::November / 30}});
  const auto day = random().below(2);
  const auto step = random().below(8);
  return midnight + Minutes{static_cast<int>(day * 1440 + 60 + step * 30)};
}

Person::Wish Person::any_wish() {
  const auto portfolios = stage_.site.shop().portfolios();
  const auto& portfolio = portfolios[random().below(portfolios.size())];
  Wish wish;
  wish.portfolio = portfolio.id;
  wish.artist = portfolio.artist;
  wish.start = any_start();
  wish.place = random().chance(0.3) ? booking::Place::visit : booking::Place::shop;
  const Interval service{wish.start,
                         wish.start + std::chrono::duration_cast<Minutes>(portfolio.duration)};
  wish.blocked = blocked_by(service, wish.place);
  return wish;
}

booking::Request Person::request(std::uint64_t hash) {
  const auto key = "m" + std::to_string(who_.member.value) + "-" + std::to_string(++requests_);
  return {who_, key, hash | 1};
}

checker::Operation Person::begin(Kind kind, const booking::Request& request) {
  checker::Operation operation;
  operation.kind = kind;
  operation.process = static_cast<std::int64_t>(who_.member.value);
  operation.member = who_.member.value;
  operation.key = request.idempotency_key;
  operation.request = request.request_hash;
  operation.invoked = stage_.world.moment();
  return operation;
}

void Person::claim(checker::Operation& operation, const Wish& wish) const {
  operation.artist = wish.artist.value;
  operation.start = count(wish.blocked.start);
  operation.end = count(wish.blocked.end);
}

void Person::see(checker::Operation& operation, const booking::Reservation& seen) {
  const auto blocked = blocked_by({seen.start.at, seen.end.at}, seen.place);
  operation.artist = seen.artist.id.value;
  operation.start = count(blocked.start);
  operation.end = count(blocked.end);
  operation.claim = seen.id.value;
  operation.version = seen.version;
  operation.active = claims_time(seen.state);
  operation.ends_at = seen.deadline ? World::moment_of(*seen.deadline) : checker::never;
  auto& known = stage_.board[seen.id.value];
  if (known.version <= seen.version) {
    known = {seen.id, seen.artist.id, seen.customer.id, seen.version, seen.state};
  }
}

void Person::conclude(checker::Operation& operation, std::string_view result,
                      const std::string& what) {
  const bool answered = operation.outcome != checker::Outcome::unknown;
  operation.completed = answered ? stage_.world.moment() : checker::never;
  const auto counted = what + " " + std::string(result);
  ++stage_.record.counts[counted];
  stage_.world.trace(std::hash<std::string>{}(counted) + operation.claim);
  stage_.record.history.push_back(operation);
}

// What storage throws is answered with 503 and may be tried again; anything else is a fault of the
// server's own.
void Person::note_failure(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const sql::StorageFailed&) {
    ++stage_.record.counts["answers 503"];
  } catch (const runtime::Overloaded&) {
    ++stage_.record.counts["answers 503"];
  } catch (const std::exception& fault) {
    stage_.record.faults.push_back(std::string("the server threw: ") + fault.what());
  }
}

Task<void> Person::live_as_customer(int actions) {
  for (int i = 0; i < actions; ++i) {
    co_await act_as_customer();
    co_await think();
  }
}

Task<void> Person::act_as_customer() {
  switch (random().below(10)) {
    case 0:
    case 1:
      return book_directly();
    case 2:
    case 3:
      return change_own();
    case 4:
      return look();
    case 5:
      return wait_in_line();
    default:
      return hold_and_book();
  }
}

Task<booking::Result<booking::Reservation>> Person::read(Site& site, identity::Principal who,
                                                         ReservationId id) {
  const Site::Read under_way(site);
  co_return co_await site.service().reservation(who, id);
}

Task<void> Person::look() {
  const auto known = any_own();
  if (!known) co_return;
  auto operation = begin(Kind::read, {});
  const auto make = [this, id = known->id](booking::Service&) {
    return read(stage_.site, who_, id);
  };
  auto attempt =
      co_await send<booking::Result<booking::Reservation>>(stage_.world, stage_.site, make);
  if (attempt.failure) note_failure(attempt.failure);
  if (!attempt.answer || !attempt.answer->has_value()) co_return;
  see(operation, attempt.answer->value());
  operation.completed = stage_.world.moment();
  stage_.record.history.push_back(operation);
}

std::optional<Known> Person::any_own() {
  std::vector<Known> own;
  for (const auto& [id, known] : stage_.board) {
    if (known.customer == who_.member || who_.is_artist(known.artist)) own.push_back(known);
  }
  if (own.empty()) return std::nullopt;
  return own[random().below(own.size())];
}

booking::Change Person::customers_change() {
  switch (random().below(6)) {
    case 0:
    case 1:
      return booking::Cancel{"ill"};
    case 2:
      return booking::AcceptOffer{};
    case 3:
      return booking::RefuseOffer{};
    default:
      return booking::Reschedule{any_start()};
  }
}

booking::Change Person::artists_change() {
  switch (random().below(8)) {
    case 0:
    case 1:
    case 2:
      return booking::Approve{};
    case 3:
      return booking::Decline{"full"};
    case 4:
    case 5:
      return booking::CounterOffer{any_start(), "later?"};
    case 6:
      return booking::Reschedule{any_start()};
    default:
      return booking::Cancel{"away"};
  }
}

Task<void> Person::change_own() {
  const auto known = any_own();
  if (known) co_await change(*known, customers_change());
}

Task<void> Person::live_as_artist(int actions) {
  for (int i = 0; i < actions; ++i) {
    co_await act_as_artist();
    co_await think();
  }
}

Task<void> Person::act_as_artist() {
  const auto known = any_own();
  if (known) co_await change(*known, artists_change());
}

Task<void> Person::change(Known known, booking::Change change) {
  using namespace booking;
  const auto ask = request(known.id.value + change.index());
  const ChangeReservation asked{known.id, known.version, std::move(change)};
  const bool moves = std::holds_alternative<Reschedule>(asked.change) ||
                     std::holds_alternative<AcceptOffer>(asked.change);
  const bool ends =
      std::holds_alternative<Cancel>(asked.change) || std::holds_alternative<Decline>(asked.change);
  const auto kind = moves ? Kind::move : ends ? Kind::release : Kind::approve;
  auto operation = begin(kind, ask);
  operation.claim = known.id.value;
  operation.artist = known.artist.value;
  const auto make = [asked](Service& s, Request r) { return s.change(std::move(r), asked); };
  const auto outcome = co_await insist<Reservation>(ask, make);
  if (outcome.ok()) see(operation, (*outcome.answer)->value);
  finish(operation, outcome, "change " + std::to_string(asked.change.index()));
}

}  // namespace meme::simulation
