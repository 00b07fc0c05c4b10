#include "runtime/shutdown.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <string>
#include <thread>

#include "runtime/log.h"

namespace meme::runtime {
namespace {

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

sigset_t all_signals() {
  sigset_t set = ending_signals();
  sigaddset(&set, SIGHUP);
  return set;
}

// With the time that lets the service manager tell this reload's end from an earlier one's.
std::string reloading() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t microseconds = now.tv_sec * std::int64_t{1'000'000} + now.tv_nsec / 1'000;
  return "RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds);
}

void run_guarded(std::string_view name, std::move_only_function<void()>& step) {
  try {
    step();
  } catch (const std::exception& problem) {
    log::error("shutdown.step_failed", {{"step", name}, {"what", problem.what()}});
  }
}

// Ends the process when the drain takes too long or is interrupted by a further signal. What was
// acknowledged is on disk already, so ending at once loses nothing but answers under way.
class Impatience {
 public:
  explicit Impatience(std::chrono::milliseconds grace)
      : thread_([grace](std::stop_token stop) { watch(stop, grace); }) {}

 private:
  static void watch(const std::stop_token& stop, std::chrono::milliseconds grace) {
    const sigset_t set = ending_signals();
    const auto deadline = std::chrono::steady_clock::now() + grace;
    const timespec step{0, 20'000'000};
    while (!stop.stop_requested()) {
      const bool again = ::sigtimedwait(&set, nullptr, &step) > 0;
      if (!again && std::chrono::steady_clock::now() < deadline) continue;
      log::warning("shutdown.forced", {{"reason", again ? "second signal" : "grace is over"}});
      ::_exit(again ? 130 : 124);
    }
  }

  std::jthread thread_;
};

}  // namespace

Shutdown::Shutdown(std::chrono::milliseconds grace) : grace_(grace), waiter_(::pthread_self()) {
  const sigset_t set = all_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Shutdown::~Shutdown() = default;

void Shutdown::on_stop(std::string name, std::move_only_function<void()> step) {
  steps_.emplace_back(std::move(name), std::move(step));
}

void Shutdown::on_reload(std::move_only_function<void()> step) {
  reloads_.push_back(std::move(step));
}

int Shutdown::wait() {
  notify_service_manager("READY=1");
  const sigset_t set = all_signals();
  for (;;) {
    int signal = 0;
    if (::sigwait(&set, &signal) != 0) continue;
    if (signal == SIGHUP) {
      log::info("reload");
      notify_service_manager(reloading());
      for (auto& step : reloads_) run_guarded("reload", step);
      notify_service_manager("READY=1");
      continue;
    }
    log::info("shutdown.begun", {{"signal", signal}});
    notify_service_manager("STOPPING=1");
    drain();
    log::info("shutdown.done");
    return signal;
  }
}

void Shutdown::drain() {
  const Impatience impatience(grace_);
  while (!steps_.empty()) {
    auto [name, step] = std::move(steps_.back());
    steps_.pop_back();
    run_guarded(name, step);
  }
}

void Shutdown::request() {
  ::pthread_kill(waiter_, SIGTERM);
}

bool notify_service_manager(std::string_view state) {
  const char* const name = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (name == nullptr || *name == '\0' || std::strlen(name) >= sizeof(address.sun_path))
    return false;
  std::memcpy(address.sun_path, name, std::strlen(name));
  if (*name == '@') address.sun_path[0] = '\0';  // the abstract name space
  const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(name));
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return false;
  const auto sent = ::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL,
                             reinterpret_cast<const sockaddr*>(&address), length);
  ::close(socket);
  return sent == static_cast<ssize_t>(state.size());
}

}  // namespace meme::runtime
