#include "app/demo/diary.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/demo/choice.h"
#include "app/demo/story.h"

namespace meme::app::demo {
namespace {

using namespace std::chrono_literals;
using catalogue::Place;
using catalogue::PlaceSet;
using std::chrono::days;
using std::chrono::local_days;

// How many days of an even past the whole future weighs: people book ahead, but most of them not
// far.
constexpr double future_days = 30;
constexpr double ahead_mean_days = 11;

class Diary {
 public:
  Diary(Making& making, Artist& artist, Neighbourhood& into)
      : world_(making.world),
        random_(making.random),
        artist_(artist),
        into_(into),
        hours_(artist.hours->schedule) {
    for (const Portfolio& one : artist.portfolios) {
      if (!one.facts.hidden) offered_.push_back(&one);
    }
    today_ = local_days{world_.plan.today};
    first_day_ = local_days{world_.zone.local_date(floor_minute(artist.created_at))} + days{3};
  }

  void fill(std::int64_t bookings_count) {
    std::vector<local_days> wanted;
    wanted.reserve(static_cast<std::size_t>(bookings_count));
    for (std::int64_t i = 0; i < bookings_count; ++i) wanted.push_back(draw_day());
    std::ranges::sort(wanted);
    for (std::size_t i = 0; i < wanted.size();) {
      std::size_t same = i;
      while (same < wanted.size() && wanted[same] == wanted[i]) ++same;
      fill_day(wanted[i], same - i);
      i = same;
    }
  }

 private:
  struct Wish {
    Minute start;
    Interval hours;  // what the service must lie in
    const Portfolio* portfolio;
    Place place;
    std::size_t drawn = 0;  // decides among those with the same start
  };

  // A day with hours, if there is one near: busy weekends are drawn twice as often as quiet
  // Tuesdays.
  local_days draw_day() {
    const double past_days = std::max(0.0, static_cast<double>((today_ - first_day_).count()));
    local_days day = today_;
    for (int attempt = 0; attempt < 6; ++attempt) {
      day = random_.unit() * (past_days + future_days) < past_days ? past_day() : future_day();
      const unsigned weekday = std::chrono::weekday{day}.iso_encoding();
      const bool popular = weekday >= 5 || random_.chance(0.55);
      if (popular && !hours_.open_intervals(Date{day}).empty()) break;
    }
    return day;
  }
  local_days past_day() {
    return today_ -
           days{random_.between(1, std::max<std::int64_t>(1, (today_ - first_day_).count()))};
  }
  local_days future_day() {
    const auto ahead = static_cast<std::int64_t>(exponential(random_, ahead_mean_days));
    return today_ + days{std::min<std::int64_t>(ahead, hours_.horizon().count())};
  }

  void fill_day(local_days day, std::size_t bookings_count) {
    const booking::OpenDay open = hours_.open_intervals(Date{day});
    if (open.empty()) return;
    std::vector<Wish> wishes;
    for (std::size_t i = 0; i < bookings_count; ++i) {
      if (auto wish = draw_wish(open.intervals())) {
        wish->drawn = i;
        wishes.push_back(*wish);
      }
    }
    std::ranges::sort(wishes, {},
                      [](const Wish& wish) { return std::pair(wish.start, wish.drawn); });
    for (const Wish& wish : wishes) grant(wish, day);
  }

  std::optional<Wish> draw_wish(std::span<const Interval> open) {
    // The first thing an artist offers is what most people come for.
    const auto n = offered_.size();
    const auto at =
        static_cast<std::size_t>(static_cast<double>(n) * std::pow(random_.unit(), 1.5));
    const Portfolio& portfolio = *offered_[std::min(at, n - 1)];
    const Interval& hours = pick(random_, open);
    const auto room = hours.length() - Minutes{portfolio.facts.duration};
    if (room < Minutes{0}) return std::nullopt;
    const Minutes start = hours_.step() * random_.between(0, room / hours_.step());
    return Wish{hours.start + start, hours, &portfolio, draw_place(portfolio.facts.place)};
  }
  Place draw_place(PlaceSet set) {
    if (set == PlaceSet::both) return random_.chance(0.7) ? Place::shop : Place::visit;
    return set == PlaceSet::shop ? Place::shop : Place::visit;
  }

  void grant(const Wish& wish, local_days day) {
    const auto margins = booking::margins_of(hours_, wish.place == Place::visit);
    const bool kept = random_.chance(0.89);
    Minute start = wish.start;
    if (kept) {
      // The next step that leaves the one before in peace.
      while (start - margins.before < free_from_) start += hours_.step();
    }
    const Interval service{start, start + Minutes{wish.portfolio->facts.duration}};
    if (!wish.hours.contains(service) || in_time_off(margins.around(service))) return;
    const auto created_at = draw_creation(service.start, day);
    if (!created_at) return;
    const Seat seat{artist_, *wish.portfolio, draw_customer(), wish.place,
                    service, margins,         *created_at,     kept};
    Booking booking = tell_story(world_, random_, seat);
    if (booking.claim) free_from_ = booking.claim->end;
    into_.bookings.push_back(std::move(booking));
  }

  bool in_time_off(Interval blocked) const {
    return std::ranges::any_of(hours_.time_off(),
                               [&](const Interval& off) { return off.overlaps(blocked); });
  }

  // A moment at which the start could be booked: not before the artist was there and the horizon
  // reached it, and with the lead time to go. Nothing when there is none in the past.
  std::optional<Instant> draw_creation(Minute start, local_days day) {
    const Instant reached = world_.zone.hull_of(Date{day - hours_.horizon()}).start;
    const Instant earliest = std::max(artist_.created_at + 25h, reached);
    const Instant latest = std::min(Instant{start - hours_.lead_time()}, world_.now - 1min);
    if (earliest > latest) return std::nullopt;
    const bool ahead = Instant{start} > world_.now;
    const double gap_hours =
        ahead ? exponential(random_, 60) : 110 * std::exp(1.1 * normal(random_));
    const auto gap = std::chrono::seconds(static_cast<std::int64_t>(gap_hours * 3600));
    Instant at = std::clamp((ahead ? world_.now : Instant{start}) - gap, earliest, latest);
    // Hardly anybody books between one and seven at night.
    const auto hour = std::chrono::floor<std::chrono::hours>(
        world_.zone.to_local(floor_minute(at)) -
        std::chrono::floor<days>(world_.zone.to_local(floor_minute(at))));
    if (hour >= 1h && hour < 7h && at - 8h >= earliest) at -= 8h;
    return at;
  }

  // Some customers come again and again.
  const Person& draw_customer() {
    const auto all = into_.people.size() - into_.first_customer;
    const auto at =
        static_cast<std::size_t>(static_cast<double>(all) * std::pow(random_.unit(), 1.3));
    return into_.people[into_.first_customer + std::min(at, all - 1)];
  }

  const World& world_;
  Random& random_;
  Artist& artist_;
  Neighbourhood& into_;
  const booking::Schedule& hours_;
  std::vector<const Portfolio*> offered_;
  local_days today_;
  local_days first_day_;
  Minute free_from_{};  // the end of the last claim
};

}  // namespace

void fill_diary(Making& making, std::int64_t bookings_count, Artist& artist, Neighbourhood& into) {
  Diary(making, artist, into).fill(bookings_count);
}

}  // namespace meme::app::demo
