// How the process ends and reloads. SIGTERM or SIGINT drains: the steps run in the reverse of the
// order they were added, on the thread that waits. SIGHUP reloads. A second SIGTERM or SIGINT, or a
// drain longer than its grace, ends the process at once; what was acknowledged is on disk by then.
#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pthread.h>

namespace meme::runtime {

class Shutdown {
 public:
  // Blocks the signals in the calling thread and in every thread it starts later: make it first
  // thing in main().
  explicit Shutdown(std::chrono::milliseconds grace);
  ~Shutdown();
  Shutdown(const Shutdown&) = delete;
  Shutdown& operator=(const Shutdown&) = delete;

  void on_stop(std::string name, std::move_only_function<void()> step);
  void on_reload(std::move_only_function<void()> step);

  // Tells the service manager that we are ready, waits for a signal or request(), then runs the
  // steps. Returns the number of the signal. A step that throws is logged and the rest still run.
  int wait();
  // As if SIGTERM had come. Any thread.
  void request();

 private:
  void drain();

  std::chrono::milliseconds grace_;
  pthread_t waiter_;
  std::vector<std::pair<std::string, std::move_only_function<void()>>> steps_;
  std::vector<std::move_only_function<void()>> reloads_;
};

// systemd's notification protocol: a datagram ("READY=1", "STOPPING=1", "STATUS=…") to the socket
// that NOTIFY_SOCKET names. False when there is no such socket. See sd_notify(3).
bool notify_service_manager(std::string_view state);

}  // namespace meme::runtime
