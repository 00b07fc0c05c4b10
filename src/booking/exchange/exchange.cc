#include "booking/exchange/exchange.h"

#include "booking/exchange/routes.h"

namespace meme::booking::exchange {
namespace {

http::ClientOptions client_options(const ExchangeSettings& settings) {
  http::ClientOptions options;
  options.private_addresses = settings.fetch_private;
  options.user_agent = "MEME calendar import";
  return options;
}

}  // namespace

CalendarExchange::CalendarExchange(const Parts& parts)
    : parts_(parts),
      reader_(client_options(parts.settings)),
      calendars_({parts.database, parts.clock, parts.books, parts.service, reader_, parts.metrics,
                  parts.settings}),
      feeds_(parts.database, parts.clock),
      refresher_(calendars_) {}

void CalendarExchange::add_routes(http::Router& router) {
  add_busy_calendar_routes(router, calendars_);
  add_invitation_route(router, parts_.service);
  add_feed_routes(router, {parts_.service, feeds_, parts_.books.catalogue, parts_.clock});
}

void CalendarExchange::start(runtime::IoThreads& threads) {
  refresher_.start(threads, parts_.settings.fetches);
}

void CalendarExchange::stop() {
  refresher_.stop();
}

runtime::Task<void> CalendarExchange::refresh_due() {
  while (co_await calendars_.refresh_one_due()) {
  }
}

}  // namespace meme::booking::exchange
