#include "app/marketplace.h"

#include <malloc.h>

#include <stdexcept>

#include <fmt/format.h>
#include <boost/system/system_error.hpp>

#include "app/version.h"
#include "app/web_assets.h"
#include "catalogue/share_card.h"
#include "http/openapi.h"
#include "runtime/log.h"

namespace meme::app {
namespace {

sql::DatabaseOptions with_metrics(sql::DatabaseOptions options, runtime::Metrics& metrics) {
  options.metrics = &metrics;
  return options;
}

// Where this marketplace is for whoever asks: as the operator says, else as they were sent here.
std::string origin_of(const http::Request& request, const http::ServerOptions& options) {
  if (!options.origins.empty()) return options.origins.front();
  return "http://" + std::string(request.header(http::KnownField::host));
}

}  // namespace

MarketplaceSettings MarketplaceSettings::read(runtime::Settings& settings) {
  MarketplaceSettings all;
  all.core = read_core(settings);
  all.server = http::read_server_options(settings);
  all.events = http::read_event_hub_options(settings);
  all.members = members::read_settings(settings);
  all.catalogue = catalogue::read_settings(settings);
  all.booking = booking::BookingSettings::read(settings);
  all.drain = settings.duration("shutdown.drain", all.drain,
                                {std::chrono::milliseconds{0}, std::chrono::hours{1},
                                 "How long requests under way may take to end at shutdown."});
  return all;
}

Marketplace::Marketplace(const MarketplaceSettings& settings)
    : settings_(settings), threads_(static_cast<int>(settings.core.io_threads)) {
  settings_.core.database = with_metrics(settings_.core.database, metrics_);
  database_ = open_database(settings_.core);
  if (auto migrated = outbox::Outbox::migrate(*database_); !migrated) {
    throw std::runtime_error(migrated.error().message);
  }
  outbox_ = std::make_unique<outbox::Outbox>(*database_, clock_, metrics_, outbox::Options{});
  members_ = members::MemberModule::open(*database_, clock_, settings_.members);
  catalogue_ = catalogue::CatalogueModule::open(*database_, settings_.catalogue);
  hub_ = std::make_unique<http::EventHub>(threads_, metrics_, settings_.events);
  booking_ = booking::BookingModule::open(
      {*database_, clock_, catalogue_->catalogue(), *outbox_, *hub_, metrics_, settings_.booking});
  add_routes();
  const http::Server::Parts parts{threads_, router_, metrics_, &members_->authenticator(),
                                  hub_.get()};
  server_ = std::make_unique<http::Server>(parts, settings_.server);
}

Marketplace::~Marketplace() {
  stop();
}

void Marketplace::add_routes() {
  members_->add_routes(router_);
  catalogue_->add_routes(router_, settings_.members.dev_sign_in);
  booking_->add_routes(router_);
  add_health_routes();
  http::add_api_pages(router_, std::string(version));
  router_.serve_files(web_assets(), "/index.html", [this](const http::Request& request) {
    return catalogue::share_card(catalogue_->catalogue(), request.path(),
                                 origin_of(request, settings_.server));
  });
  router_.seal();
}

void Marketplace::add_health_routes() {
  router_.add({.pattern = "/healthz",
               .policy = http::Policy::anyone,
               .operation_id = "getHealth",
               .summary = "The process is alive",
               .tag = "operation",
               .answers = {{200, "It is.", {}, "text/plain"}}},
              [](http::Request&) { return http::Response::text("ok\n"); });
  router_.add({.pattern = "/readyz",
               .policy = http::Policy::anyone,
               .operation_id = "getReadiness",
               .summary = "The process takes requests",
               .tag = "operation",
               .answers = {{200, "It does.", {}, "text/plain"}},
               .refusals = {{503, "not_ready", "It is starting or stopping."}}},
              [this](http::Request&) {
                return ready_ ? http::Response::text("ready\n")
                              : http::Response::problem(503, "not_ready",
                                                        "It is starting or stopping.");
              });
  router_.add({.pattern = "/metrics",
               .policy = http::Policy::local_or_operator,
               .operation_id = "getMetrics",
               .summary = "Prometheus metrics",
               .tag = "operation",
               .answers = {{200, "Text exposition format.", {}, "text/plain"}}},
              [this](http::Request&) {
                return http::Response::text(metrics_.prometheus(),
                                            "text/plain; version=0.0.4; charset=utf-8");
              });
}

void Marketplace::start() {
  ::malloc_trim(0);  // what loading needed and serving does not
  database_->start();
  threads_.run();
  started_ = true;
  booking_->start(threads_);
  outbox_->start(threads_.at(0).get_executor());
  listen();
  ready_ = true;
}

void Marketplace::listen() {
  try {
    server_->start();
  } catch (const boost::system::system_error& failure) {
    throw std::runtime_error(fmt::format(
        "Cannot listen on {}:{}: {}. Choose others with --http.address and --http.port.",
        settings_.server.address, settings_.server.port, failure.code().message()));
  }
}

void Marketplace::stop() {
  if (!started_) return;
  started_ = false;
  ready_ = false;
  if (!server_->drain(settings_.drain))
    log::warning("server.cut", {{"connections", server_->connection_count()}});
  booking_->stop();
  outbox_->stop();
  database_->stop();
  threads_.stop();
}

}  // namespace meme::app
