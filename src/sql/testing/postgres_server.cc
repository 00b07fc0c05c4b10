#include "sql/testing/postgres_server.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fmt/format.h>

namespace meme::sql::testing {
namespace {

// Debian keeps the server's programmes of every version apart, outside the path.
std::filesystem::path programmes() {
  std::vector<std::filesystem::path> versions;
  const std::filesystem::path all = "/usr/lib/postgresql";
  if (std::filesystem::exists(all)) {
    for (const auto& entry : std::filesystem::directory_iterator(all)) {
      if (std::filesystem::exists(entry.path() / "bin/initdb")) versions.push_back(entry.path());
    }
  }
  if (versions.empty()) throw std::runtime_error("no PostgreSQL server here: run tools/setup test");
  return *std::ranges::max_element(versions) / "bin";
}

void run_sql(const std::string& url, const std::string& text) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(url.c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), text.c_str()),
                                                             PQclear);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    throw std::runtime_error(text + ": " + PQerrorMessage(connection.get()));
  }
}

void wait_for(pid_t process) {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace

PostgresServer::PostgresServer(bool synced) : synced_(synced) {
  prepare_folder();
  wait_for(spawn({programmes() / "initdb", "-D", folder_ / "data", "-U", "meme", "-A", "trust",
                  "-E", "UTF8", "--locale=C", "--no-sync"}));
  start();
}

PostgresServer::~PostgresServer() {
  stop();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

PostgresServer& PostgresServer::shared() {
  static PostgresServer server;
  return server;
}

// The server refuses to run as root.
void PostgresServer::prepare_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "meme-pg-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  user_ = ::getuid();
  group_ = ::getgid();
  if (user_ != 0) return;
  const passwd* nobody = ::getpwnam("nobody");
  if (nobody == nullptr) throw std::runtime_error("no user 'nobody' to run the server as");
  user_ = nobody->pw_uid;
  group_ = nobody->pw_gid;
  if (::chown(folder_.c_str(), user_, group_) != 0) throw std::runtime_error("cannot chown");
}

pid_t PostgresServer::spawn(const std::vector<std::string>& command) const {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const std::string log = folder_ / "log";
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child > 0) return child;
  ::prctl(PR_SET_PDEATHSIG, SIGINT);
  ::setpgid(0, 0);
  if (::getuid() == 0 && (::setgid(group_) != 0 || ::setuid(user_) != 0)) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGINT);  // changing the user has cleared it
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  ::chdir("/");
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

void PostgresServer::start() {
  const std::string sync = synced_ ? "on" : "off";
  pid_ = spawn({programmes() / "postgres", "-D", folder_ / "data", "-k", folder_, "-c",
                "listen_addresses=", "-c", "fsync=" + sync, "-c", "full_page_writes=" + sync, "-c",
                "shared_buffers=32MB", "-c", "max_connections=40", "-c", "max_wal_size=256MB"});
  wait_until_ready();
}

void PostgresServer::wait_until_ready() const {
  constexpr std::chrono::seconds longest{60};
  const auto deadline = std::chrono::steady_clock::now() + longest;
  const std::string url = url_of("postgres");
  while (PQping(url.c_str()) != PQPING_OK) {
    int status = 0;
    const bool gone = ::waitpid(pid_, &status, WNOHANG) == pid_;
    if (gone || std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("the PostgreSQL server does not start: " + last_words());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void PostgresServer::stop() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGCONT);
  ::kill(pid_, SIGINT);  // ends connections and writes everything down
  wait_for(std::exchange(pid_, 0));
}

void PostgresServer::kill() {
  if (pid_ == 0) return;
  ::kill(-pid_, SIGKILL);  // its processes too
  wait_for(std::exchange(pid_, 0));
}

std::string PostgresServer::fresh_database() {
  const std::string name = fmt::format("meme{}", ++databases_);
  run_sql(url_of("postgres"), "CREATE DATABASE " + name);
  return url_of(name);
}

void PostgresServer::drop_database(const std::string& url) {
  const std::size_t slash = url.find('/', url.find('@'));
  const std::string name = url.substr(slash + 1, url.find('?') - slash - 1);
  run_sql(url_of("postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
}

std::string PostgresServer::url_of(const std::string& database) const {
  return fmt::format("postgresql://meme@/{}?host={}", database, folder_.string());
}

std::string PostgresServer::last_words() const {
  std::ifstream log(folder_ / "log");
  std::stringstream text;
  text << log.rdbuf();
  return text.str();
}

}  // namespace meme::sql::testing
