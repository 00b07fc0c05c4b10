// The calendar exchange as one piece: artists' other calendars in, invitations and feeds out.
#pragma once
#include "booking/exchange/busy_calendars.h"
#include "booking/exchange/calendar_feeds.h"
#include "booking/exchange/refresher.h"
#include "http/router.h"

namespace meme::booking::exchange {

class CalendarExchange {
 public:
  // All must outlive the object.
  struct Parts {
    sql::Database& database;
    const Clock& clock;
    const Books& books;
    Service& service;
    runtime::Metrics& metrics;
    ExchangeSettings settings;
  };
  explicit CalendarExchange(const Parts& parts);

  // Once; this must outlive the router.
  void add_routes(http::Router& router);
  // Refreshes calendars from now on. After the database was started.
  void start(runtime::IoThreads& threads);
  // Before the threads are stopped.
  void stop();
  // Refreshes all that is due, for whoever keeps the time without start().
  runtime::Task<void> refresh_due();

 private:
  Parts parts_;
  CalendarReader reader_;
  BusyCalendars calendars_;
  CalendarFeeds feeds_;
  Refresher refresher_;
};

}  // namespace meme::booking::exchange
