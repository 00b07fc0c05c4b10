#include "booking/module.h"

#include <chrono>
#include <stdexcept>

#include "booking/exchange/exchange.h"
#include "booking/http/routes.h"
#include "booking/live_feed.h"
#include "booking/loading.h"
#include "booking/metrics.h"
#include "booking/migrations.h"
#include "booking/search/free_time_search.h"
#include "booking/search/search_http.h"
#include "booking/service.h"
#include "runtime/log.h"

namespace meme::booking {
namespace {

using namespace std::chrono_literals;

// Keeps the search index at the newest commit.
class SearchFeed final : public EventListener {
 public:
  explicit SearchFeed(search::FreeTimeSearch& search) : search_(search) {}

  void committed(std::span<const Event> events) noexcept override {
    for (const Event& event : events) {
      const auto* change = std::get_if<CalendarChanged>(&event);
      if (change == nullptr) continue;
      if (change->kind == CalendarChangeKind::changed) {
        search_.artist_changed(change->artist);
      } else {
        search_.time_changed(change->artist, change->blocked);
      }
    }
  }

 private:
  search::FreeTimeSearch& search_;
};

Date utc_date(Instant now) {
  return Date{std::chrono::floor<std::chrono::days>(now)};
}

class LoadedBooking final : public BookingModule {
 public:
  explicit LoadedBooking(const Parts& parts)
      : parts_(parts),
        books_(parts.catalogue, static_cast<std::uint64_t>(count(parts.clock.now())), 0),
        loaded_(load(books_, parts.database, parts.clock.now())),
        search_(parts.catalogue, books_.calendars, utc_date(parts.clock.now()), 2),
        search_feed_(search_),
        live_feed_(parts.catalogue, parts.hub),
        metrics_(parts.metrics),
        service_(books_, parts.database, parts.clock, {&search_feed_, &metrics_, &live_feed_}),
        exchange_({parts.database, parts.clock, books_, service_, parts.metrics,
                   parts.settings.exchange}) {
    books_.settings = parts.settings;
    books_.outbox = &parts.outbox;
    metrics_.sample_holds(books_.holds);
    subscription_ = parts.catalogue.subscribe(
        [this](const catalogue::Change& change) { search_.artist_changed(change.artist); });
    log::info("booking.loaded", {{"artists", loaded_.artists},
                                 {"schedules", loaded_.schedules},
                                 {"claims", loaded_.claims},
                                 {"holds", loaded_.holds},
                                 {"busy", loaded_.busy},
                                 {"search_bytes", search_.size().bytes}});
  }

  Booking& booking() override { return service_; }

  void add_routes(http::Router& router) override {
    add_availability_routes(router, service_);
    add_hold_routes(router, service_);
    add_reservation_routes(router, service_);
    add_waitlist_routes(router, service_);
    add_artist_routes(router, service_);
    exchange_.add_routes(router);
    add_live_route(router);
    search::add_search_routes(router, search_, parts_.catalogue, parts_.clock);
  }

  void start(runtime::IoThreads& threads) override {
    auto& context = threads.any();
    timer_.emplace(context);
    done_ = runtime::asio::co_spawn(context, run(), runtime::asio::use_future);
    exchange_.start(threads);
  }

  void stop() override {
    if (!timer_) return;
    exchange_.stop();
    runtime::asio::post(timer_->get_executor(), [this] {
      stopping_ = true;
      timer_->cancel();
    });
    done_.wait();
  }

 private:
  // Every tick: what is over ends. Every minute: old answers are forgotten, the search index moves
  // on.
  runtime::Task<void> run() {
    Instant next_minute = parts_.clock.now();
    while (!stopping_) {
      boost::system::error_code canceled;
      timer_->expires_after(books_.settings.tick);
      co_await timer_->async_wait(
          runtime::asio::redirect_error(runtime::asio::use_awaitable, canceled));
      if (stopping_) break;
      try {
        co_await service_.end_due();
        if (parts_.clock.now() < next_minute) continue;
        next_minute = parts_.clock.now() + 1min;
        co_await every_minute();
      } catch (const std::exception& failure) {
        // A write that failed is tried again at the next tick; until then expired holds end when
        // somebody wants their time.
        log::warning("booking.tick_failed", {{"error", failure.what()}});
      }
    }
  }

  runtime::Task<void> every_minute() {
    constexpr std::size_t artists_rolled_per_write = 20'000;
    bool rolled = false;
    while (!rolled && !stopping_) {
      auto roll = [this](sql::Session&) {
        return search_.roll(utc_date(parts_.clock.now()), artists_rolled_per_write);
      };
      rolled = co_await parts_.database.writes().transact(std::move(roll));
    }
    co_await service_.end_passed_windows();
    co_await service_.forget_old_answers();
  }

  Parts parts_;
  Books books_;
  Loaded loaded_;
  search::FreeTimeSearch search_;
  SearchFeed search_feed_;
  LiveFeed live_feed_;
  BookingMetrics metrics_;
  Service service_;
  exchange::CalendarExchange exchange_;
  std::unique_ptr<catalogue::Subscription> subscription_;
  std::optional<runtime::asio::steady_timer> timer_;
  std::future<void> done_;
  bool stopping_ = false;  // on the timer's thread
};

}  // namespace

void migrate(sql::Database& database) {
  if (auto migrated = database.migrate(migrations, "booking"); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
}

std::unique_ptr<BookingModule> BookingModule::open(const Parts& parts) {
  migrate(parts.database);
  return std::make_unique<LoadedBooking>(parts);
}

}  // namespace meme::booking
