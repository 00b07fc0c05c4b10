// The one shape of our model files: a mark, a JSON head, rows of floats, a hash. Any thread.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace meme::vision {

inline constexpr std::size_t file_mark_bytes = 8;
inline constexpr std::size_t file_bytes_max = std::size_t{1} << 30;

struct RowFile {
  std::string head;         // JSON
  std::vector<float> rows;  // one after the other
};

// Throws std::system_error when the disk fails.
void write_rows(const std::filesystem::path& path, std::string_view mark, const RowFile& content);
// The refusal says what is wrong; lengths are checked before anything is used, and the hash too.
std::expected<RowFile, std::string> read_rows(const std::filesystem::path& path,
                                              std::string_view mark);
std::expected<RowFile, std::string> parse_rows(std::string_view bytes, std::string_view mark);

}  // namespace meme::vision
