// The doctor's looks at the machine: folder, disk, clock, port, limits.
#include <fcntl.h>
#include <netdb.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "app/doctor.h"

namespace meme::app {
namespace {

namespace fs = std::filesystem;

// A file in the data folder that is gone when this is.
class Trial {
 public:
  explicit Trial(const fs::path& folder)
      : path_(folder / fmt::format(".doctor-{}", ::getpid())),
        descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
  ~Trial() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(path_.c_str());
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;
  bool is_open() const { return descriptor_ >= 0; }
  bool write(std::string_view content) const {
    return ::pwrite(descriptor_, content.data(), content.size(), 0) ==
           static_cast<ssize_t>(content.size());
  }
  bool sync() const { return ::fdatasync(descriptor_) == 0; }

 private:
  fs::path path_;
  int descriptor_;
};

std::string in_gigabytes(std::uintmax_t bytes) {
  return fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9);
}

// Milliseconds of each of some small synced writes; fewer when one fails.
std::vector<double> time_syncs(const Trial& trial, int count) {
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const std::string page(4096, static_cast<char>('a' + i % 26));
    if (!trial.write(page)) break;
    const auto start = std::chrono::steady_clock::now();
    if (!trial.sync()) break;
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
            .count());
  }
  std::ranges::sort(times);
  return times;
}

std::optional<int> bind_error(const std::string& address, std::uint16_t port) {
  const addrinfo wanted{.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0) {
    return EINVAL;
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> where(found, &::freeaddrinfo);
  const int socket = ::socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return errno;
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  const bool bound = ::bind(socket, where->ai_addr, where->ai_addrlen) == 0;
  const int error = errno;
  ::close(socket);
  return bound ? std::nullopt : std::optional(error);
}

}  // namespace

Finding look_at_folder(const DoctorRequest& request) {
  const std::string subject = "data folder";
  struct stat status{};
  if (::stat(request.data.c_str(), &status) != 0) {
    return {Health::warning, subject,
            fmt::format("{} is not there yet; meme init makes it", request.data.string())};
  }
  if (!S_ISDIR(status.st_mode)) {
    return {
        Health::failure, subject,
        fmt::format("{} is no folder; choose another with --data=FOLDER", request.data.string())};
  }
  if (!Trial(request.data).is_open()) {
    return {Health::failure, subject,
            fmt::format("this user cannot write in {}; run meme as its owner, or give it to this "
                        "user with chown",
                        request.data.string())};
  }
  if ((status.st_mode & 077) != 0) {
    return {Health::warning, subject,
            fmt::format("other users may look into {}; take their rights away with: chmod 700 {}",
                        request.data.string(), request.data.string())};
  }
  return {Health::good, subject, fmt::format("{} is private and writable", request.data.string())};
}

Finding look_at_space(const DoctorRequest& request) {
  const std::string subject = "disk space";
  constexpr std::uintmax_t least = 1'000'000'000;
  std::error_code problem;
  const auto space = fs::space(request.data, problem);
  if (problem) return {Health::warning, subject, "cannot be told before the data folder is there"};
  const auto size = fs::file_size(request.database, problem);
  const std::uintmax_t database = problem ? 0 : size;
  const std::string there = fmt::format("{} free for {} of database", in_gigabytes(space.available),
                                        in_gigabytes(database));
  if (space.available < least / 10) {
    return {Health::failure, subject, there + "; writes will soon be refused: make space"};
  }
  // A backup beside the database needs its size once more.
  if (space.available < std::max(least, database * 3 / 2)) {
    return {Health::warning, subject, there + "; make space, also for a backup"};
  }
  return {Health::good, subject, there};
}

Finding look_at_syncs(const DoctorRequest& request) {
  const std::string subject = "disk syncs";
  constexpr int count = 50;
  constexpr double slow_ms = 30, suspicious_ms = 0.02;
  const Trial trial(request.data);
  if (!trial.is_open()) return {Health::warning, subject, "cannot be timed in the data folder"};
  const auto times = time_syncs(trial, count);
  if (times.size() < count) {
    return {Health::failure, subject,
            fmt::format("a sync failed: {}; every write will be refused: look at the disk (dmesg)",
                        std::strerror(errno))};
  }
  const double median = times[count / 2];
  const std::string told =
      fmt::format("median {:.2f} ms, slowest of {} {:.2f} ms", median, count, times.back());
  if (median > slow_ms) {
    return {Health::warning, subject, told + "; every booking waits for one: use a faster disk"};
  }
  if (median < suspicious_ms) {
    return {Health::warning, subject,
            told + "; too fast to be true: does this disk keep its promise when the power fails?"};
  }
  return {Health::good, subject, told};
}

Finding look_at_clock(const DoctorRequest& request) {
  const std::string subject = "clock";
  // The system clock of a machine without a battery begins in 1970 or at its last image.
  constexpr Instant released{std::chrono::seconds{1'780'000'000}};
  std::string now;
  append_rfc3339(now, request.now);
  if (request.now < released) {
    return {Health::failure, subject, fmt::format("{} is in the past; set the clock", now)};
  }
  std::error_code problem;
  const auto written = fs::last_write_time(request.database, problem);
  const auto ahead =
      problem ? fs::file_time_type::duration{0} : written - fs::file_time_type::clock::now();
  if (ahead > std::chrono::minutes{5}) {
    return {Health::failure, subject,
            fmt::format("{} is before the database was last written; the clock went back", now)};
  }
  timex state{};
  if (::adjtimex(&state) == TIME_ERROR || (state.status & STA_UNSYNC) != 0) {
    return {Health::warning, subject,
            fmt::format("{}, but nothing keeps it right; run a time service such as "
                        "systemd-timesyncd",
                        now)};
  }
  return {Health::good, subject, fmt::format("{}, kept right by a time service", now)};
}

Finding look_at_port(const DoctorRequest& request) {
  const std::string subject = "port";
  const std::string where = fmt::format("{}:{}", request.address, request.port);
  const auto error = bind_error(request.address, request.port);
  if (!error) return {Health::good, subject, where + " is free"};
  if (*error == EADDRINUSE) {
    return {Health::warning, subject, where + " is in use, perhaps by meme itself"};
  }
  return {Health::failure, subject,
          fmt::format("{}: {}; choose others with --http.address and --http.port", where,
                      std::strerror(*error))};
}

Finding look_at_open_files() {
  const std::string subject = "open files";
  constexpr rlim_t enough = 4096;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  const std::string told = fmt::format("at most {}", limit.rlim_cur);
  if (limit.rlim_cur >= enough) return {Health::good, subject, told};
  return {
      Health::warning, subject,
      fmt::format("{}, which is as many connections; raise it with: ulimit -n {}", told, enough)};
}

}  // namespace meme::app
