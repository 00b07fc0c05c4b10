// The rows of booking in a database, in domain words. One Store serves one transaction (or one
// snapshot for reading) and lives on one thread. Every call throws sql::Error; a constraint that
// fires is a bug of the decision before it, and undoes the write.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/function_ref.h"
#include "booking/domain/claim.h"
#include "booking/rows.h"
#include "sql/session.h"

namespace meme::booking {

class Store {
 public:
  explicit Store(sql::Session& session) : session_(session) {}
  sql::Session& session() { return session_; }

  void insert_claim(ArtistId artist, const Claim& claim);
  void delete_claim(ArtistId artist, Minute start, std::uint64_t owner);
  void change_claim(ArtistId artist, Minute start, ClaimKind kind, std::uint64_t owner);
  std::optional<Claim> claim(ArtistId artist, Minute start);

  void raise_fence(ArtistId artist, std::int64_t fence);
  void insert_hold(const HoldRow& hold);
  void delete_hold(HoldId id);

  void insert_reservation(const ReservationRow& row);
  // Writes what can change; the row's version must be one more than the stored one.
  void update_reservation(const ReservationRow& row);
  std::optional<ReservationRow> reservation(ReservationId id);

  // Newest start first, those strictly before `before` in that order, of the states in the mask
  // (bit n is state n).
  struct ListQuery {
    std::optional<std::pair<Minute, ReservationId>> before;
    Interval starts;
    std::uint32_t states = ~0u;
    int limit = 20;
  };
  std::vector<ReservationRow> reservations_of_customer(MemberId customer, const ListQuery& query);
  std::vector<ReservationRow> reservations_of_artist(ArtistId artist, const ListQuery& query);
  // By deadline, those strictly after `after`.
  std::vector<ReservationRow> pending_of_artist(ArtistId artist,
                                                std::pair<Instant, ReservationId> after, int limit);

  void append_history(const HistoryRow& row);
  std::vector<HistoryRow> history(ReservationId id);

  std::optional<AnswerRow> answer(MemberId member, const std::string& key);
  void insert_answer(const AnswerRow& row);
  // Forgets at most `most` answers from before `before`, the oldest first; how many.
  std::int64_t forget_answers(Instant before, int most);

  void insert_waitlist(const WaitlistRow& row);
  void update_waitlist(WaitlistId id, WaitlistState state, std::optional<HoldId> offer);
  std::optional<WaitlistRow> waitlist(WaitlistId id);
  std::vector<WaitlistRow> waitlist_of_customer(MemberId customer);
  std::vector<WaitlistRow> waitlist_of_artist(ArtistId artist);
  std::vector<WaitlistId> lapsed_waitlist(Minute now);

  std::optional<std::string> schedule(ArtistId artist);
  void put_schedule(ArtistId artist, std::int64_t version, std::string_view document);

  // For loading at start; rows in order of artist and start, of artists in [first, last).
  void each_claim(ArtistId first, ArtistId last, Minute ends_after,
                  FunctionRef<void(ArtistId, const Claim&)> visit);
  void each_fence(ArtistId first, ArtistId last, FunctionRef<void(ArtistId, std::int64_t)> visit);
  void each_hold(FunctionRef<void(const HoldRow&)> visit);
  using ScheduleVisitor =
      FunctionRef<void(ArtistId, std::int64_t version, std::string_view document)>;
  void each_schedule(ArtistId first, ArtistId last, ScheduleVisitor visit);
  ArtistId largest_artist();  // with a schedule; 0 when there is none
  void each_pending(FunctionRef<void(ReservationId, Instant deadline)> visit);
  void each_artist_waited_for(FunctionRef<void(ArtistId)> visit);
  std::uint64_t largest_id();

 private:
  sql::Session& session_;
};

}  // namespace meme::booking
