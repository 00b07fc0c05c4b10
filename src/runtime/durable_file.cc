#include "runtime/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace meme::runtime {
namespace {

[[noreturn]] void fail(const std::string& doing, const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), doing + " " + path.string());
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : path_(path), number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
    if (number_ < 0) fail("cannot open", path);
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write_all(std::string_view content) const {
    while (!content.empty()) {
      const auto written = ::write(number_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail("cannot write", path_);
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() const {
    if (::fsync(number_) != 0) fail("cannot sync", path_);
  }

 private:
  const std::filesystem::path& path_;
  int number_;
};

}  // namespace

void sync_file(const std::filesystem::path& path) {
  Descriptor(path, O_RDONLY).sync();
}

void sync_folder(const std::filesystem::path& path) {
  Descriptor(path, O_RDONLY | O_DIRECTORY).sync();
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

void write_durably(const std::filesystem::path& path, std::string_view content) {
  const std::filesystem::path part = path.string() + ".part";
  {
    const Descriptor file(part, O_WRONLY | O_CREAT | O_TRUNC);
    file.write_all(content);
    file.sync();
  }
  rename_durably(part, path);
}

void copy_durably(const std::filesystem::path& source, const std::filesystem::path& target) {
  std::filesystem::copy_file(source, target);
  sync_file(target);
  sync_folder(folder_of(target));
}

void rename_durably(const std::filesystem::path& source, const std::filesystem::path& target) {
  std::filesystem::rename(source, target);
  sync_folder(folder_of(target));
}

}  // namespace meme::runtime
