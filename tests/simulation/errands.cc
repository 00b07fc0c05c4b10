// How customers come to a time: by a hold, at once, or by waiting for it.
#include "person.h"

namespace meme::simulation {

using checker::Kind;

namespace {

booking::Contact contact(const std::string& key) {
  booking::Contact contact;
  contact.name = "Mina";
  contact.phone = "010-1234-5678";
  contact.note = key;
  contact.address = "Mapo 1";
  return contact;
}

}  // namespace

Task<void> Person::hold_and_book() {
  const Wish wish = any_wish();
  const booking::TakeHold asked{wish.portfolio, wish.start, wish.place};
  const auto ask =
      request(static_cast<std::uint64_t>(count(wish.start)) * 8 + wish.portfolio.value);
  auto operation = begin(Kind::hold, ask);
  claim(operation, wish);
  const auto make = [asked](booking::Service& s, booking::Request r) {
    return s.take_hold(std::move(r), asked);
  };
  const auto outcome = co_await insist<booking::Hold>(ask, make);
  if (outcome.ok()) {
    const auto& hold = (*outcome.answer)->value;
    operation.claim = hold.id.value;
    operation.fence = hold.fence;
    operation.ends_at = World::moment_of(hold.expires_at);
  }
  finish(operation, outcome, "hold");
  if (!outcome.ok()) co_return;
  booking::Hold hold = (*outcome.answer)->value;
  co_await think();
  if (random().chance(0.15)) {
    co_await release(std::move(hold), wish);
  } else {
    co_await confirm(std::move(hold), wish);
  }
}

Task<void> Person::release(booking::Hold hold, Wish wish) {
  auto operation = begin(Kind::release, {});
  claim(operation, wish);
  operation.claim = hold.id.value;
  const auto make = [who = who_, id = hold.id](booking::Service& s) {
    return s.release_hold(who, id);
  };
  auto attempt = co_await send<booking::Result<void>>(stage_.world, stage_.site, make);
  if (attempt.failure) note_failure(attempt.failure);
  operation.outcome = attempt.answer ? checker::Outcome::ok : checker::Outcome::unknown;
  operation.completed = attempt.answer ? stage_.world.moment() : checker::never;
  stage_.record.history.push_back(operation);
  // A released hold must not be good for anything.
  if (random().chance(0.3)) co_await confirm(std::move(hold), wish);
}

Task<void> Person::confirm(booking::Hold hold, Wish wish) {
  const auto ask = request(hold.id.value);
  booking::BookHold asked{hold.id, hold.fence, contact(ask.idempotency_key)};
  if (random().chance(0.05)) ++asked.fence;  // a guess
  auto operation = begin(Kind::book, ask);
  claim(operation, wish);
  operation.hold = hold.id.value;
  operation.fence = asked.fence;
  const auto make = [asked](booking::Service& s, booking::Request r) {
    return s.book(std::move(r), asked);
  };
  const int times = random().chance(0.2) ? 2 : 1;
  for (int i = 0; i < times; ++i) {  // the second time it is a retry of what was answered
    operation.invoked = stage_.world.moment();
    const auto outcome = co_await insist<booking::Reservation>(ask, make);
    if (outcome.ok()) see(operation, (*outcome.answer)->value);
    finish(operation, outcome, "book");
    co_await think();
  }
  if (random().chance(0.1)) {  // the same key for something else
    auto other = ask;
    other.request_hash ^= 2;
    operation.request = other.request_hash;
    operation.invoked = stage_.world.moment();
    const auto outcome = co_await insist<booking::Reservation>(other, make);
    if (outcome.ok()) see(operation, (*outcome.answer)->value);
    finish(operation, outcome, "reuse");
  }
}

Task<void> Person::book_directly() {
  const Wish wish = any_wish();
  const auto ask =
      request(static_cast<std::uint64_t>(count(wish.start)) * 8 + wish.portfolio.value);
  const booking::BookSlot asked{wish.portfolio, wish.start, wish.place,
                                contact(ask.idempotency_key)};
  auto operation = begin(Kind::book, ask);
  claim(operation, wish);
  const auto make = [asked](booking::Service& s, booking::Request r) {
    return s.book(std::move(r), asked);
  };
  const auto outcome = co_await insist<booking::Reservation>(ask, make);
  if (outcome.ok()) see(operation, (*outcome.answer)->value);
  finish(operation, outcome, "book directly");
}

Task<void> Person::wait_in_line() {
  using std::chrono::year_month_day;
  const auto ask = request(random()());
  const auto day = std::chrono::floor<std::chrono::days>(any_start());
  const auto portfolios = stage_.site.shop().portfolios();
  booking::JoinWaitlist asked;
  asked.portfolio = portfolios[random().below(portfolios.size())].id;
  asked.date = year_month_day(day);
  asked.from.since_midnight = Minutes{10 * 60};
  asked.to.since_midnight = Minutes{14 * 60};
  const auto make = [asked](booking::Service& s, booking::Request r) {
    return s.join_waitlist(std::move(r), asked);
  };
  const auto outcome = co_await insist<booking::WaitlistPlace>(ask, make);
  ++stage_.record.counts[outcome.ok() ? "wait ok" : "wait refused"];
}

}  // namespace meme::simulation
