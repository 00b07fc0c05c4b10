// The whole marketplace in one process: which modules run and how they are put together. The only
// place that knows them all.
#pragma once
#include <memory>

#include "app/core.h"
#include "base/clock.h"
#include "booking/module.h"
#include "catalogue/module.h"
#include "http/event_hub.h"
#include "http/router.h"
#include "http/server.h"
#include "members/module.h"
#include "outbox/outbox.h"
#include "runtime/io_threads.h"
#include "runtime/metrics.h"

namespace meme::app {

struct MarketplaceSettings {
  CoreSettings core;
  http::ServerOptions server;
  http::EventHubOptions events;
  members::MemberSettings members;
  catalogue::CatalogueSettings catalogue;
  booking::BookingSettings booking;
  std::chrono::milliseconds drain{10'000};

  static MarketplaceSettings read(runtime::Settings& settings);
};

class Marketplace {
 public:
  // Opens the database, migrates, loads and adds all routes; nothing runs yet. Throws
  // std::runtime_error with a sentence for the operator.
  explicit Marketplace(const MarketplaceSettings& settings);
  ~Marketplace();

  // Starts the database, the threads and the server. Throws std::runtime_error with a sentence when
  // the address cannot be had.
  void start();
  // The token of a set-up link when there is no operator yet. Before start().
  std::optional<std::string> first_link() { return members_->operators().first_link(); }
  // Takes over the settings that can change while serving.
  void change(const MarketplaceSettings& settings) { server_->change(settings.server); }
  // Drains: no new connections, what is under way ends, everything acknowledged is on disk.
  void stop();

  std::uint16_t port() const { return server_->port(); }
  const http::Router& router() const { return router_; }

 private:
  void add_routes();
  void add_health_routes();
  void listen();

  MarketplaceSettings settings_;
  SystemClock clock_;
  runtime::Metrics metrics_;
  std::unique_ptr<sql::Database> database_;
  runtime::IoThreads threads_;
  std::unique_ptr<outbox::Outbox> outbox_;
  std::unique_ptr<members::MemberModule> members_;
  std::unique_ptr<catalogue::CatalogueModule> catalogue_;
  std::unique_ptr<http::EventHub> hub_;
  std::unique_ptr<booking::BookingModule> booking_;
  http::Router router_;
  std::unique_ptr<http::Server> server_;
  std::atomic<bool> ready_{false};
  bool started_ = false;
};

}  // namespace meme::app
