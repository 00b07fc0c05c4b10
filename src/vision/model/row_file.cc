#include "vision/model/row_file.h"

#include <array>
#include <bit>
#include <cstring>
#include <fstream>

#include <openssl/sha.h>

#include "base/check.h"
#include "runtime/durable_file.h"

namespace meme::vision {
namespace {

static_assert(std::endian::native == std::endian::little, "the files are little-endian");

using Digest = std::array<unsigned char, SHA256_DIGEST_LENGTH>;
constexpr std::size_t length_bytes = sizeof(std::uint32_t);
constexpr std::size_t head_at = file_mark_bytes + length_bytes;

Digest digest_of(std::string_view bytes) {
  Digest digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

}  // namespace

void write_rows(const std::filesystem::path& path, std::string_view mark, const RowFile& content) {
  MEME_ASSERT(mark.size() == file_mark_bytes);
  std::string bytes(mark);
  const auto length = static_cast<std::uint32_t>(content.head.size());
  bytes.append(reinterpret_cast<const char*>(&length), sizeof length);
  bytes += content.head;
  bytes.append(reinterpret_cast<const char*>(content.rows.data()),
               content.rows.size() * sizeof(float));
  const Digest digest = digest_of(bytes);
  bytes.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  const std::filesystem::path aside = path.string() + ".part";
  runtime::write_durably(aside, bytes);
  runtime::rename_durably(aside, path);
}

std::expected<RowFile, std::string> parse_rows(std::string_view bytes, std::string_view mark) {
  if (bytes.size() < head_at + sizeof(Digest)) return std::unexpected("the file is too short");
  if (bytes.substr(0, file_mark_bytes) != mark)
    return std::unexpected("the file is of another kind");
  const std::string_view body = bytes.substr(0, bytes.size() - sizeof(Digest));
  const Digest digest = digest_of(body);
  if (std::memcmp(digest.data(), bytes.data() + body.size(), sizeof digest) != 0) {
    return std::unexpected("the file is damaged: its hash does not fit");
  }
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + file_mark_bytes, sizeof length);
  if (length > body.size() - head_at) return std::unexpected("the file's head is cut off");
  const std::string_view rows = body.substr(head_at + length);
  if (rows.size() % sizeof(float) != 0) return std::unexpected("the file's rows are cut off");
  RowFile content{std::string(body.substr(head_at, length)), {}};
  content.rows.resize(rows.size() / sizeof(float));
  std::memcpy(content.rows.data(), rows.data(), rows.size());
  return content;
}

std::expected<RowFile, std::string> read_rows(const std::filesystem::path& path,
                                              std::string_view mark) {
  std::error_code missing;
  const auto length = std::filesystem::file_size(path, missing);
  if (missing) return std::unexpected(path.string() + " is not there");
  if (length > file_bytes_max) return std::unexpected(path.string() + " has more than 1 GiB");
  std::string bytes(length, '\0');
  std::ifstream file(path, std::ios::binary);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(length))) {
    return std::unexpected(path.string() + " cannot be read");
  }
  auto content = parse_rows(bytes, mark);
  if (!content) return std::unexpected(path.string() + ": " + content.error());
  return content;
}

}  // namespace meme::vision
