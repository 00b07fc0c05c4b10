#include "booking/live_feed.h"

#include "booking/http/answers.h"
#include "booking/http/routes.h"
#include "booking/json.h"

namespace meme::booking {
namespace {

// Without an interval, anything may be different.
struct ChangedInterval {
  std::optional<Minute> start;
  std::optional<Minute> end;
  CalendarChangeKind change = CalendarChangeKind::changed;
};
void describe(json::Describe<ChangedInterval>& d) {
  d.field("start", &ChangedInterval::start, "Start, margins included.");
  d.field("end", &ChangedInterval::end, "End, margins included.");
  d.field("change", &ChangedInterval::change, "What happened to it.");
}

struct CalendarMessage {
  ArtistId artist{};
  std::uint64_t version = 0;
  std::vector<ChangedInterval> changes;
};
void describe(json::Describe<CalendarMessage>& d) {
  d.field("artistId", &CalendarMessage::artist, "Whose calendar.");
  d.field("version", &CalendarMessage::version, "Its version now.");
  d.field("changes", &CalendarMessage::changes, "What changed.");
}

struct PersonalReservation {
  ReservationId reservation{};
  ReservationState state = ReservationState::pending;
  std::int64_t version = 0;
  Side as = Side::customer;
};
void describe(json::Describe<PersonalReservation>& d) {
  d.field("reservationId", &PersonalReservation::reservation, "Which.");
  d.field("state", &PersonalReservation::state, "Its state now.");
  d.field("version", &PersonalReservation::version, "Its version now.");
  d.field("as", &PersonalReservation::as, "In which role the reader meets it.");
}

struct PersonalHold {
  HoldId hold{};
  std::string state = "ended";
};
void describe(json::Describe<PersonalHold>& d) {
  d.field("holdId", &PersonalHold::hold, "Which.");
  d.field("state", &PersonalHold::state, "It is over: confirmed, released or run out.");
}

struct PersonalWaitlist {
  WaitlistId entry{};
  WaitlistState state = WaitlistState::waiting;
};
void describe(json::Describe<PersonalWaitlist>& d) {
  d.field("waitlistId", &PersonalWaitlist::entry, "Which.");
  d.field("state", &PersonalWaitlist::state, "Its state now.");
}

// Turns one commit's events into messages; changes of one calendar that follow each other become
// one message.
class Composer {
 public:
  explicit Composer(const catalogue::Catalogue& catalogue) : catalogue_(catalogue) {}

  void operator()(const CalendarChanged& event) {
    if (calendar_.artist != event.artist) flush();
    calendar_.artist = event.artist;
    calendar_.version = event.version;
    ChangedInterval change{{}, {}, event.kind};
    if (event.kind != CalendarChangeKind::changed) {
      change.start = event.blocked.start;
      change.end = event.blocked.end;
    }
    calendar_.changes.push_back(change);
  }
  void operator()(const ReservationChanged& event) {
    tell(event.customer, "reservation",
         PersonalReservation{event.reservation, event.state, event.version, Side::customer});
    const auto artist = catalogue_.artist(event.artist);
    if (!artist) return;
    tell(artist->member, "reservation",
         PersonalReservation{event.reservation, event.state, event.version, Side::artist});
  }
  void operator()(const HoldEnded& event) {
    tell(event.customer, "hold", PersonalHold{event.hold});
  }
  void operator()(const WaitlistChanged& event) {
    tell(event.customer, "waitlist", PersonalWaitlist{event.entry, event.state});
  }

  std::vector<http::Event> take() {
    flush();
    return std::move(messages_);
  }

 private:
  template <class T>
  void tell(MemberId who, std::string_view name, const T& message) {
    messages_.push_back({http::Topic(who), name, json::write(message)});
  }
  void flush() {
    if (calendar_.changes.empty()) return;
    messages_.push_back({http::Topic(calendar_.artist), "calendar", json::write(calendar_)});
    calendar_.changes.clear();
  }

  const catalogue::Catalogue& catalogue_;
  CalendarMessage calendar_;
  std::vector<http::Event> messages_;
};

struct Watching {
  std::vector<ArtistId> artists;
};
void describe(json::Describe<Watching>& d) {
  d.field("artists", &Watching::artists, "Artists whose calendars to follow.",
          {.max_items = 50, .required = false});
}

}  // namespace

void LiveFeed::committed(std::span<const Event> events) noexcept {
  Composer composer(catalogue_);
  for (const Event& event : events) std::visit(composer, event);
  hub_.publish(composer.take());
}

void add_live_route(http::Router& router) {
  router.add({.pattern = "/v1/events",
              .policy = http::Policy::anyone,
              .operation_id = "streamEvents",
              .summary = "Changes as they happen",
              .tag = "live",
              .description = "Server-sent events: `calendar` for each artist asked for and, when "
                             "signed in, one's own "
                             "`reservation`, `hold` and `waitlist` events. `reset` means that "
                             "events were missed: read "
                             "again what is shown. Resume with Last-Event-ID.",
              .query = http::query_of<Watching>(),
              .answers = {{200, "The stream.", {}, "text/event-stream"}}},
             [](http::Request& request) {
               const auto wanted = request.query<Watching>();
               if (!wanted) return wanted.error();
               std::vector<http::Topic> topics(wanted->artists.begin(), wanted->artists.end());
               if (request.principal().signed_in()) topics.emplace_back(request.principal().member);
               return http::Response::stream(std::move(topics));
             });
}

}  // namespace meme::booking
