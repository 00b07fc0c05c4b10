#include "scenarios/stage.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/random.h"
#include "booking/http/routes.h"
#include "booking/loading.h"
#include "booking/module.h"
#include "json/text.h"
#include "sql/testing/power_loss_disk.h"

namespace meme::scenarios {

namespace {

// MEME_TEST_ANSWERS names a file that every answer is added to, a line each.
void note_answer(std::string_view method, const std::string& target,
                 const http::testing::TestResponse& answer) {
  static const char* const file = std::getenv("MEME_TEST_ANSWERS");
  if (file == nullptr) return;
  const std::string type = answer.header("Content-Type");
  std::string line = "{\"status\":" + std::to_string(answer.status);
  const std::pair<std::string_view, std::string_view> members[] = {
      {"method", method}, {"path", target}, {"type", type}, {"body", answer.body}};
  for (const auto& [name, text] : members) {
    line.append(",\"").append(name).append("\":");
    json::append_string(line, text);
  }
  std::ofstream(file, std::ios::app) << line << "}\n";
}

}  // namespace

// A disk in memory, or a folder that goes when the stage does.
struct Stage::Disk {
  explicit Disk(Storage storage) {
    if (storage == Storage::memory) {
      memory = std::make_unique<sql::testing::PowerLossDisk>();
      return;
    }
    std::string name = (std::filesystem::temp_directory_path() / "meme-scenario-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder = name;
  }
  ~Disk() {
    if (!folder.empty()) std::filesystem::remove_all(folder);
  }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  sql::DatabaseOptions options() const {
    sql::DatabaseOptions options;
    options.path = memory ? std::filesystem::path("/meme.db") : folder / "meme.db";
    if (memory) options.vfs = memory->vfs();
    options.cache_bytes = 1 << 20;
    return options;
  }

  std::unique_ptr<sql::testing::PowerLossDisk> memory;
  std::filesystem::path folder;
};

Stage::Stage(Storage storage)
    : clock_(std::chrono::sys_days{std::chrono::year{2026} / 12 / 1}),
      disk_(std::make_unique<Disk>(storage)) {
  open();
}

Stage::~Stage() {
  close();
}

void Stage::open() {
  auto opened = sql::Database::open(disk_->options());
  if (!opened) throw std::runtime_error(opened.error().message);
  database_ = std::move(*opened);
  booking::migrate(*database_);
  books_ = std::make_unique<booking::Books>(cast_, ++starts_, 0);
  booking::load(*books_, *database_, clock_.now());
  service_ = std::make_unique<booking::Service>(*books_, *database_, clock_,
                                                std::vector<booking::EventListener*>{});
  booking::exchange::ExchangeSettings settings;
  settings.fetch_private = true;
  metrics_ = std::make_unique<runtime::Metrics>();
  exchange_ = std::make_unique<booking::exchange::CalendarExchange>(
      booking::exchange::CalendarExchange::Parts{*database_, clock_, *books_, *service_, *metrics_,
                                                 settings});
  database_->start();
  server_ = std::make_unique<http::testing::TestServer>([this](http::Router& router) {
    booking::add_availability_routes(router, *service_);
    booking::add_hold_routes(router, *service_);
    booking::add_reservation_routes(router, *service_);
    booking::add_waitlist_routes(router, *service_);
    booking::add_artist_routes(router, *service_);
    exchange_->add_routes(router);
  });
  client_ = std::make_unique<http::testing::TestClient>(server_->port());
}

void Stage::close() {
  client_.reset();
  server_.reset();
  database_->stop();
  exchange_.reset();
  service_.reset();
  books_.reset();
  database_.reset();
}

void Stage::restart(Instant at) {
  close();
  clock_.set(at);
  open();
  catch_up();
}

void Stage::wait(runtime::Task<void> task) {
  runtime::asio::co_spawn(server_->threads().at(0), std::move(task), runtime::asio::use_future)
      .get();
}

void Stage::set_clock(Instant at) {
  clock_.set(at);
  catch_up();
}

void Stage::catch_up() {
  wait(service_->end_due());
  wait(service_->end_passed_windows());
  wait(exchange_->refresh_due());
}

http::testing::TestResponse Stage::send(std::string_view method, const std::string& target,
                                        const std::string& body,
                                        const http::testing::Headers& headers) {
  auto answer = client_->send(method, target, body, headers);
  note_answer(method, target, answer);
  return answer;
}

}  // namespace meme::scenarios
