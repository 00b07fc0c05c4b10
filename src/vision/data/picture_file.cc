#include "vision/data/picture_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include <fmt/format.h>
#include <openssl/sha.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace meme::vision {
namespace {

constexpr char no_picture[] = "not a JPEG, PNG, BMP or WebP picture";

int byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
int big_16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}
int little_16(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8;
}
std::uint32_t big_32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(big_16(bytes, at)) << 16 |
         static_cast<std::uint32_t>(big_16(bytes, at + 2));
}
std::uint32_t little_32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(little_16(bytes, at + 2)) << 16 |
         static_cast<std::uint32_t>(little_16(bytes, at));
}

// Frame headers are the markers C0 to CF without C4, C8 and CC (ITU-T T.81, table B.1).
bool is_frame_header(int marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

PictureSize jpeg_size(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 9 < bytes.size() && byte_at(bytes, at) == 0xFF) {
    const int marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {
      ++at;  // fill byte
      continue;
    }
    if (is_frame_header(marker)) return {big_16(bytes, at + 7), big_16(bytes, at + 5)};
    at += 2 + static_cast<std::size_t>(big_16(bytes, at + 2));
  }
  return {};
}

int bounded(std::uint32_t value) {
  return static_cast<int>(std::min<std::uint32_t>(value, 1u << 30));
}

PictureSize webp_size(std::string_view bytes) {
  const std::string_view kind = bytes.substr(12, 4);
  if (kind == "VP8 ") return {little_16(bytes, 26) & 0x3FFF, little_16(bytes, 28) & 0x3FFF};
  if (kind == "VP8L") {
    const std::uint32_t bits = little_32(bytes, 21);
    return {static_cast<int>(bits & 0x3FFF) + 1, static_cast<int>(bits >> 14 & 0x3FFF) + 1};
  }
  if (kind != "VP8X") return {};
  return {bounded((little_32(bytes, 24) & 0xFFFFFF) + 1),
          bounded((little_32(bytes, 27) & 0xFFFFFF) + 1)};
}

PictureSize announced_size(std::string_view bytes) {
  if (bytes.size() < 32) return {};
  if (bytes.starts_with("\xFF\xD8")) return jpeg_size(bytes);
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) {
    return {bounded(big_32(bytes, 16)), bounded(big_32(bytes, 20))};
  }
  if (bytes.starts_with("BM")) {
    const auto height = static_cast<std::int32_t>(little_32(bytes, 22));
    return {bounded(little_32(bytes, 18)), static_cast<int>(std::abs(std::int64_t{height}))};
  }
  if (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return webp_size(bytes);
  return {};
}

}  // namespace

std::expected<PictureSize, std::string> picture_size(std::string_view bytes) {
  const PictureSize size = announced_size(bytes);
  if (size.width <= 0 || size.height <= 0) return std::unexpected(no_picture);
  if (std::int64_t{size.width} * size.height > picture_pixels_max) {
    return std::unexpected(fmt::format("{} x {} pixels are too many (at most {} million)",
                                       size.width, size.height, picture_pixels_max / 1'000'000));
  }
  return size;
}

std::expected<cv::Mat, std::string> decode_picture(std::string_view bytes) {
  if (const auto size = picture_size(bytes); !size) return std::unexpected(size.error());
  // OpenCV only reads from it.
  const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8U,
                        const_cast<char*>(bytes.data()));  // NOLINT
  try {
    cv::Mat picture = cv::imdecode(encoded, cv::IMREAD_COLOR);
    if (!picture.empty()) return picture;
  } catch (const cv::Exception&) {  // also how OpenCV says that the file is damaged
  }
  return std::unexpected("the picture is damaged");
}

std::expected<std::string, std::string> read_picture_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return std::unexpected("the picture is not there");
  const auto length = static_cast<std::size_t>(file.tellg());
  if (length > picture_bytes_max) return std::unexpected("the file has more than 64 MiB");
  std::string bytes(length, '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(length))) {
    return std::unexpected("the file cannot be read");
  }
  return bytes;
}

std::uint64_t perceptual_hash(const cv::Mat& picture) {
  constexpr int side = 32, kept = 8;
  cv::Mat grey, small, waves;
  cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
  cv::resize(grey, small, {side, side}, 0, 0, cv::INTER_AREA);
  small.convertTo(small, CV_32F);
  cv::dct(small, waves);
  std::array<float, kept * kept> low{};
  for (int i = 0; i < kept * kept; ++i) {
    low[static_cast<std::size_t>(i)] = waves.at<float>(i / kept + 1, i % kept + 1);
  }
  auto sorted = low;
  std::ranges::nth_element(sorted, sorted.begin() + sorted.size() / 2);
  const float median = sorted[sorted.size() / 2];
  std::uint64_t print = 0;
  for (const float wave : low) print = print << 1 | static_cast<std::uint64_t>(wave > median);
  return print;
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string text;
  for (const unsigned char byte : digest) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  return text;
}

bool is_picture_name(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::string_view known[] = {".jpg", ".jpeg", ".png", ".bmp", ".webp"};
  return std::ranges::find(known, ending) != std::end(known);
}

}  // namespace meme::vision
