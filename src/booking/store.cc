#include "booking/store.h"

#include "base/check.h"
#include "booking/queries.h"

namespace meme::booking {
namespace {

HoldRow hold_of(const sql::Row& row) {
  HoldRow hold;
  hold.id = row.id<HoldId>(0);
  hold.artist = row.id<ArtistId>(1);
  hold.portfolio = row.id<PortfolioId>(2);
  hold.customer = row.id<MemberId>(3);
  hold.place = static_cast<catalogue::Place>(row.integer(4));
  hold.service = {row.minute(5), row.minute(6)};
  hold.blocked = {row.minute(7), row.minute(8)};
  hold.fence = row.integer(9);
  hold.expires_at = row.instant(10);
  hold.purpose = static_cast<HoldPurpose>(row.integer(11));
  if (!row.is_null(12)) hold.reservation = row.id<ReservationId>(12);
  if (!row.is_null(13)) hold.waitlist = row.id<WaitlistId>(13);
  hold.price = row.maybe_integer(14);
  return hold;
}

Claim claim_of(const sql::Row& row) {
  Claim claim;
  claim.start = row.minute(1);
  claim.end = row.minute(2);
  claim.kind = static_cast<ClaimKind>(row.integer(3));
  claim.owner = static_cast<std::uint64_t>(row.integer(4));
  claim.before_minutes = static_cast<std::uint16_t>(row.integer(5));
  claim.after_minutes = static_cast<std::uint16_t>(row.integer(6));
  claim.travel_minutes = static_cast<std::uint16_t>(row.integer(7));
  return claim;
}

ReservationRow reservation_of(const sql::Row& row) {
  ReservationRow r;
  r.id = row.id<ReservationId>(0);
  r.artist = row.id<ArtistId>(1);
  r.portfolio = row.id<PortfolioId>(2);
  r.customer = row.id<MemberId>(3);
  r.state = static_cast<ReservationState>(row.integer(4));
  r.place = static_cast<catalogue::Place>(row.integer(5));
  r.service = {row.minute(6), row.minute(7)};
  r.blocked = {row.minute(8), row.minute(9)};
  r.price = Money{row.integer(10)};
  r.title = row.text(11);
  r.cancellation = row.text(12);
  r.contact = row.text(13);
  r.version = row.integer(14);
  r.sequence = row.integer(15);
  if (!row.is_null(16)) r.deadline = row.instant(16);
  if (!row.is_null(17)) r.offer_hold = row.id<HoldId>(17);
  if (!row.is_null(18)) r.canceled_by = static_cast<Actor>(row.integer(18));
  if (!row.is_null(19)) r.canceled_reason = row.text(19);
  if (!row.is_null(20)) r.canceled_rule = row.text(20);
  r.refund = row.maybe_integer(21);
  r.created_at = row.instant(22);
  r.updated_at = row.instant(23);
  r.mode = static_cast<catalogue::BookingMode>(row.integer(24));
  return r;
}

std::int64_t day_number(Date date) {
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

WaitlistRow waitlist_of(const sql::Row& row) {
  WaitlistRow w;
  w.id = row.id<WaitlistId>(0);
  w.artist = row.id<ArtistId>(1);
  w.portfolio = row.id<PortfolioId>(2);
  w.customer = row.id<MemberId>(3);
  w.place = static_cast<catalogue::Place>(row.integer(4));
  w.date = Date{std::chrono::sys_days{std::chrono::days{row.integer(5)}}};
  w.from = static_cast<int>(row.integer(6));
  w.to = static_cast<int>(row.integer(7));
  w.window = {row.minute(8), row.minute(9)};
  w.state = static_cast<WaitlistState>(row.integer(10));
  if (!row.is_null(11)) w.offer_hold = row.id<HoldId>(11);
  w.created_at = row.instant(12);
  return w;
}

// A change of a row that must be there.
void expect_one(std::int64_t rows) {
  MEME_ASSERT(rows == 1);
}

}  // namespace

void Store::insert_claim(ArtistId artist, const Claim& claim) {
  session_.execute(queries::insert_claim, artist, claim.start, claim.end, claim.kind, claim.owner,
                   claim.before_minutes, claim.after_minutes, claim.travel_minutes);
}

void Store::delete_claim(ArtistId artist, Minute start, std::uint64_t owner) {
  expect_one(session_.execute(queries::delete_claim, artist, start, owner));
}

void Store::change_claim(ArtistId artist, Minute start, ClaimKind kind, std::uint64_t owner) {
  expect_one(session_.execute(queries::change_claim_owner, artist, start, kind, owner));
}

std::optional<Claim> Store::claim(ArtistId artist, Minute start) {
  std::optional<Claim> found;
  session_.maybe_one(
      queries::claim_at, [&](const sql::Row& row) { found = claim_of(row); }, artist, start);
  return found;
}

void Store::raise_fence(ArtistId artist, std::int64_t fence) {
  session_.execute(queries::raise_fence, artist, fence);
}

void Store::insert_hold(const HoldRow& h) {
  session_.execute(queries::insert_hold, h.id, h.artist, h.portfolio, h.customer, h.place,
                   h.service.start, h.service.end, h.blocked.start, h.blocked.end, h.fence,
                   h.expires_at, h.purpose, h.reservation, h.waitlist, h.price);
}

void Store::delete_hold(HoldId id) {
  expect_one(session_.execute(queries::delete_hold, id));
}

void Store::insert_reservation(const ReservationRow& r) {
  session_.execute(queries::insert_reservation, r.id, r.artist, r.portfolio, r.customer, r.state,
                   r.place, r.service.start, r.service.end, r.blocked.start, r.blocked.end,
                   r.price.amount, r.title, r.cancellation, r.contact, r.version, r.sequence,
                   r.deadline, r.offer_hold, r.canceled_by, r.canceled_reason, r.canceled_rule,
                   r.refund, r.created_at, r.updated_at, r.mode);
}

void Store::update_reservation(const ReservationRow& r) {
  expect_one(session_.execute(queries::update_reservation, r.id, r.state, r.service.start,
                              r.service.end, r.blocked.start, r.blocked.end, r.version, r.sequence,
                              r.deadline, r.offer_hold, r.canceled_by, r.canceled_reason,
                              r.canceled_rule, r.refund, r.updated_at, r.cancellation));
}

std::optional<ReservationRow> Store::reservation(ReservationId id) {
  std::optional<ReservationRow> found;
  session_.maybe_one(
      queries::reservation_by_id, [&](const sql::Row& row) { found = reservation_of(row); }, id);
  return found;
}

std::vector<ReservationRow> Store::reservations_of_customer(MemberId customer, const ListQuery& q) {
  std::vector<ReservationRow> rows;
  const auto before = q.before.value_or(std::pair{q.starts.end, ReservationId{}});
  session_.each(
      queries::reservations_of_customer,
      [&](const sql::Row& row) { rows.push_back(reservation_of(row)); }, customer, before.first,
      before.second, q.starts.start, q.starts.end, q.states, q.limit);
  return rows;
}

std::vector<ReservationRow> Store::reservations_of_artist(ArtistId artist, const ListQuery& q) {
  std::vector<ReservationRow> rows;
  const auto before = q.before.value_or(std::pair{q.starts.end, ReservationId{}});
  session_.each(
      queries::reservations_of_artist,
      [&](const sql::Row& row) { rows.push_back(reservation_of(row)); }, artist, before.first,
      before.second, q.starts.start, q.starts.end, q.states, q.limit);
  return rows;
}

std::vector<ReservationRow> Store::pending_of_artist(ArtistId artist,
                                                     std::pair<Instant, ReservationId> after,
                                                     int limit) {
  std::vector<ReservationRow> rows;
  session_.each(
      queries::pending_of_artist, [&](const sql::Row& row) { rows.push_back(reservation_of(row)); },
      artist, after.first, after.second, limit);
  return rows;
}

void Store::append_history(const HistoryRow& h) {
  session_.execute(queries::append_history, h.reservation, h.version, h.at, h.actor, h.actor_id,
                   h.event, h.state, h.detail);
}

std::vector<HistoryRow> Store::history(ReservationId id) {
  std::vector<HistoryRow> rows;
  session_.each(
      queries::history_of_reservation,
      [&](const sql::Row& row) {
        HistoryRow h;
        h.reservation = id;
        h.at = row.instant(0);
        h.actor = static_cast<Actor>(row.integer(1));
        h.event = row.text(2);
        h.state = static_cast<ReservationState>(row.integer(3));
        h.detail = row.text(4);
        rows.push_back(std::move(h));
      },
      id);
  return rows;
}

std::optional<AnswerRow> Store::answer(MemberId member, const std::string& key) {
  std::optional<AnswerRow> found;
  session_.maybe_one(
      queries::find_answer,
      [&](const sql::Row& row) {
        found = AnswerRow{member, key, static_cast<std::uint64_t>(row.integer(0)),
                          std::string(row.text(1)), Instant{}};
      },
      member, key);
  return found;
}

void Store::insert_answer(const AnswerRow& a) {
  session_.execute(queries::insert_answer, a.member, a.key, a.request_hash, a.body, a.created_at);
}

std::int64_t Store::forget_answers(Instant before, int most) {
  return session_.execute(queries::forget_answers, before, most);
}

void Store::insert_waitlist(const WaitlistRow& w) {
  session_.execute(queries::insert_waitlist, w.id, w.artist, w.portfolio, w.customer, w.place,
                   day_number(w.date), w.from, w.to, w.window.start, w.window.end, w.state,
                   w.offer_hold, w.created_at);
}

void Store::update_waitlist(WaitlistId id, WaitlistState state, std::optional<HoldId> offer) {
  expect_one(session_.execute(queries::update_waitlist, id, state, offer));
}

std::optional<WaitlistRow> Store::waitlist(WaitlistId id) {
  std::optional<WaitlistRow> found;
  session_.maybe_one(
      queries::waitlist_by_id, [&](const sql::Row& row) { found = waitlist_of(row); }, id);
  return found;
}

std::vector<WaitlistRow> Store::waitlist_of_customer(MemberId customer) {
  std::vector<WaitlistRow> rows;
  session_.each(
      queries::waitlist_of_customer, [&](const sql::Row& row) { rows.push_back(waitlist_of(row)); },
      customer);
  return rows;
}

std::vector<WaitlistRow> Store::waitlist_of_artist(ArtistId artist) {
  std::vector<WaitlistRow> rows;
  session_.each(
      queries::waitlist_of_artist, [&](const sql::Row& row) { rows.push_back(waitlist_of(row)); },
      artist);
  return rows;
}

std::vector<WaitlistId> Store::lapsed_waitlist(Minute now) {
  std::vector<WaitlistId> ids;
  session_.each(
      queries::lapsed_waitlist, [&](const sql::Row& row) { ids.push_back(row.id<WaitlistId>(0)); },
      now);
  return ids;
}

std::optional<std::string> Store::schedule(ArtistId artist) {
  std::optional<std::string> document;
  session_.maybe_one(
      queries::schedule_of_artist, [&](const sql::Row& row) { document = row.text(0); }, artist);
  return document;
}

void Store::put_schedule(ArtistId artist, std::int64_t version, std::string_view document) {
  session_.execute(queries::put_schedule, artist, version, document);
}

void Store::each_claim(ArtistId first, ArtistId last, Minute ends_after,
                       FunctionRef<void(ArtistId, const Claim&)> visit) {
  session_.each(
      queries::claims_from, [&](const sql::Row& row) { visit(row.id<ArtistId>(0), claim_of(row)); },
      first, last, ends_after);
}

void Store::each_fence(ArtistId first, ArtistId last,
                       FunctionRef<void(ArtistId, std::int64_t)> visit) {
  session_.each(
      queries::fences_of_artists,
      [&](const sql::Row& row) { visit(row.id<ArtistId>(0), row.integer(1)); }, first, last);
}

void Store::each_hold(FunctionRef<void(const HoldRow&)> visit) {
  session_.each(queries::all_holds, [&](const sql::Row& row) { visit(hold_of(row)); });
}

void Store::each_schedule(ArtistId first, ArtistId last, ScheduleVisitor visit) {
  session_.each(
      queries::schedules_of_artists,
      [&](const sql::Row& row) { visit(row.id<ArtistId>(0), row.integer(1), row.text(2)); }, first,
      last);
}

ArtistId Store::largest_artist() {
  return ArtistId{
      static_cast<std::uint64_t>(session_.maybe_integer(queries::largest_artist).value_or(0))};
}

void Store::each_pending(FunctionRef<void(ReservationId, Instant)> visit) {
  session_.each(queries::pending_deadlines,
                [&](const sql::Row& row) { visit(row.id<ReservationId>(0), row.instant(1)); });
}

void Store::each_artist_waited_for(FunctionRef<void(ArtistId)> visit) {
  session_.each(queries::artists_with_waitlist,
                [&](const sql::Row& row) { visit(row.id<ArtistId>(0)); });
}

std::uint64_t Store::largest_id() {
  return static_cast<std::uint64_t>(session_.maybe_integer(queries::largest_ids).value_or(0));
}

}  // namespace meme::booking
