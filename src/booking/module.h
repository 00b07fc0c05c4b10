// What wiring needs to run booking in this process.
#pragma once
#include <memory>

#include "base/clock.h"
#include "booking/api.h"
#include "booking/settings.h"
#include "catalogue/api.h"
#include "http/event_hub.h"
#include "http/router.h"
#include "outbox/outbox.h"
#include "runtime/io_threads.h"
#include "runtime/metrics.h"
#include "sql/database.h"

namespace meme::booking {

class BookingModule {
 public:
  struct Parts {
    sql::Database& database;
    const Clock& clock;
    catalogue::Catalogue& catalogue;
    outbox::Outbox& outbox;
    http::EventHub& hub;
    runtime::Metrics& metrics;
    BookingSettings settings;
  };

  // Migrates and loads; call before the database is started. All parts must outlive the result.
  // Throws std::runtime_error with a sentence for the operator when the stored rows cannot be used.
  static std::unique_ptr<BookingModule> open(const Parts& parts);
  virtual ~BookingModule() = default;

  virtual Booking& booking() = 0;
  // Once; this must outlive the router.
  virtual void add_routes(http::Router& router) = 0;
  // Ends what runs out, from now on, on one of the threads. After the database was started.
  virtual void start(runtime::IoThreads& threads) = 0;
  // No more of that. Before the threads are stopped.
  virtual void stop() = 0;
};

// The tables alone, for tools that fill or read them.
void migrate(sql::Database& database);

}  // namespace meme::booking
