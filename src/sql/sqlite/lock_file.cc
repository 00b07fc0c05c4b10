#include "sql/sqlite/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/format.h>

namespace meme::sql::sqlite {

LockFile::~LockFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::expected<LockFile, LockFile::Problem> LockFile::take(const std::filesystem::path& database) {
  LockFile file;
  const std::string path = database.string() + ".lock";
  file.descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file.descriptor_ < 0) return std::unexpected(Problem::cannot_create);
  if (::flock(file.descriptor_, LOCK_EX | LOCK_NB) != 0) return std::unexpected(Problem::taken);
  return file;
}

OpenRefusal lock_refusal(LockFile::Problem problem, const std::filesystem::path& database) {
  const std::string path = database.string();
  if (problem == LockFile::Problem::taken) {
    return {OpenRefusal::Reason::in_use,
            path + " is in use by another meme process; stop that first"};
  }
  return {
      OpenRefusal::Reason::failed,
      fmt::format("Cannot write beside {}: does its folder exist, and may this user write there?",
                  path)};
}

}  // namespace meme::sql::sqlite
