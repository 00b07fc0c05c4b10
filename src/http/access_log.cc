#include "http/access_log.h"

#include "runtime/log.h"

namespace meme::http {

namespace {
log::Level level_of(unsigned status) {
  return status >= 500 ? log::Level::warning : log::Level::info;
}
}  // namespace

void AccessLog::begin_second(std::chrono::steady_clock::time_point now) {
  if (left_out_ > 0) log::info("http.requests_not_logged", {{"count", left_out_}});
  second_end_ = now + std::chrono::seconds(1);
  usual_ = notable_ = 0;
  left_out_ = 0;
}

bool AccessLog::admits(unsigned status, std::chrono::steady_clock::duration took,
                       std::chrono::steady_clock::time_point now) {
  if (now >= second_end_) begin_second(now);
  std::uint32_t& used =
      status >= 500 || took >= rate_.slow.load(std::memory_order_relaxed) ? notable_ : usual_;
  if (used >= rate_.lines_per_second.load(std::memory_order_relaxed)) {
    ++left_out_;
    return false;
  }
  ++used;
  return log::enabled(level_of(status));
}

void AccessLog::write(const AccessLine& line) {
  log::write(level_of(line.status), "http.request",
             {{"method", name_of(line.method)},
              {"route", line.route},
              {"status", line.status},
              {"ms", std::chrono::duration<double, std::milli>(line.took).count()},
              {"bytes_in", line.bytes_in},
              {"bytes_out", line.bytes_out},
              {"code", line.code},
              {"member", line.member.value == 0 ? std::string() : line.member.text()},
              {"request_id", line.request_id},
              {"trace_id", line.trace_id}});
}

}  // namespace meme::http
