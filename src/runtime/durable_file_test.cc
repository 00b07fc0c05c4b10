#include "runtime/durable_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <system_error>

namespace meme::runtime {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return std::move(out).str();
}

TEST(DurableFile, WritesCopiesAndRenames) {
  const auto folder =
      std::filesystem::path(testing::TempDir()) / ("durable-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  write_durably(folder / "a", "one");
  write_durably(folder / "a", "two");
  EXPECT_EQ(content_of(folder / "a"), "two");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.part"));
  struct stat status{};
  ASSERT_EQ(::stat((folder / "a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  copy_durably(folder / "a", folder / "b");
  EXPECT_EQ(content_of(folder / "b"), "two");
  EXPECT_THROW(copy_durably(folder / "a", folder / "b"), std::system_error);
  rename_durably(folder / "b", folder / "c");
  EXPECT_FALSE(std::filesystem::exists(folder / "b"));
  EXPECT_THROW(write_durably(folder / "no" / "where", "x"), std::system_error);
  EXPECT_THROW(sync_file(folder / "missing"), std::system_error);
  EXPECT_EQ(folder_of("bare"), ".");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace meme::runtime
