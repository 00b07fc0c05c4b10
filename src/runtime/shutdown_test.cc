#include "runtime/shutdown.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>

namespace meme::runtime {
namespace {

using namespace std::chrono_literals;

// Runs `body` in a child process, because signals belong to a process; the child's exit status.
template <class F>
int status_of_child(F body) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(2);
    ::_exit(body());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

TEST(Shutdown, RunsStepsInReverseOrderAfterReloads) {
  const int status = status_of_child([] {
    Shutdown shutdown(10s);
    std::string order;
    shutdown.on_stop("first", [&] { order += "1"; });
    shutdown.on_stop("second", [&] {
      order += "2";
      throw std::runtime_error("a failing step does not keep the rest from running");
    });
    shutdown.on_reload([&] {
      order += "r";
      shutdown.request();
    });
    ::kill(::getpid(), SIGHUP);
    const int signal = shutdown.wait();
    return signal == SIGTERM && order == "r21" ? 0 : 1;
  });
  EXPECT_EQ(status, 0);
}

TEST(Shutdown, ASecondSignalEndsAtOnce) {
  const int status = status_of_child([] {
    Shutdown shutdown(60s);
    shutdown.on_stop("stuck", [] {
      ::kill(::getpid(), SIGINT);
      for (;;) ::pause();
    });
    shutdown.request();
    return shutdown.wait();
  });
  EXPECT_EQ(status, 130);
}

TEST(Shutdown, TheGraceEnds) {
  const int status = status_of_child([] {
    Shutdown shutdown(1ms);
    shutdown.on_stop("stuck", [] {
      for (;;) ::pause();
    });
    shutdown.request();
    return shutdown.wait();
  });
  EXPECT_EQ(status, 124);
}

TEST(Shutdown, SpeaksToTheServiceManager) {
  ::unsetenv("NOTIFY_SOCKET");
  EXPECT_FALSE(notify_service_manager("READY=1"));
  const int receiver = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = testing::TempDir() + "notify.socket";
  ::unlink(path.c_str());
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(receiver, reinterpret_cast<sockaddr*>(&address), sizeof(address)), 0);
  ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  EXPECT_TRUE(notify_service_manager("READY=1"));
  std::array<char, 64> buffer{};
  const auto got = ::recv(receiver, buffer.data(), buffer.size(), 0);
  EXPECT_EQ(std::string_view(buffer.data(), static_cast<std::size_t>(got)), "READY=1");
  ::unsetenv("NOTIFY_SOCKET");
  ::close(receiver);
}

}  // namespace
}  // namespace meme::runtime
