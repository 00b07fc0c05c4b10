// A real PostgreSQL server of a test's own, in a folder that goes when the server does. Run as an
// unprivileged user, whoever runs the test.
#pragma once
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace meme::sql::testing {

class PostgresServer {
 public:
  // Starts; throws std::runtime_error with the server's words. `synced` makes it survive a power
  // failure, which most tests need not pay for.
  explicit PostgresServer(bool synced = false);
  ~PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;

  // The one that all tests of a process share, started at the first call.
  static PostgresServer& shared();

  // Makes an empty database and returns its URL.
  std::string fresh_database();
  void drop_database(const std::string& url);

  void start();  // again, after one of these
  void stop();
  void kill();
  pid_t pid() const { return pid_; }

 private:
  void prepare_folder();
  pid_t spawn(const std::vector<std::string>& command) const;
  void wait_until_ready() const;
  std::string url_of(const std::string& database) const;
  std::string last_words() const;

  bool synced_;
  std::filesystem::path folder_;
  uid_t user_ = 0;
  gid_t group_ = 0;
  pid_t pid_ = 0;
  int databases_ = 0;
};

}  // namespace meme::sql::testing
