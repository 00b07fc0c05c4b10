// One picture on disk: bounded decoding, and the two hashes a data set knows it by. Any thread.
#pragma once
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include <opencv2/core/mat.hpp>

namespace meme::vision {

inline constexpr std::size_t picture_bytes_max = 64u << 20;
inline constexpr std::int64_t picture_pixels_max = 64'000'000;

struct PictureSize {
  int width = 0, height = 0;
};
// From the first bytes of a JPEG, PNG, BMP or WebP, without decoding; the refusal says why not.
std::expected<PictureSize, std::string> picture_size(std::string_view bytes);

// Three channels, blue first, as OpenCV has them, turned as the camera's note in the file says. A
// file that announces more than picture_pixels_max is refused before anything is decoded.
std::expected<cv::Mat, std::string> decode_picture(std::string_view bytes);

// The whole file, at most picture_bytes_max.
std::expected<std::string, std::string> read_picture_file(const std::filesystem::path& path);

// 64 signs of the low frequencies of a 32 x 32 grey copy (discrete cosine transform, as in Zauner,
// "Implementation and benchmarking of perceptual image hash functions", 2010): pictures that look
// alike differ in few bits.
std::uint64_t perceptual_hash(const cv::Mat& picture);
inline constexpr int same_picture_bits_max = 4;

std::string sha256_hex(std::string_view bytes);

bool is_picture_name(const std::filesystem::path& path);

}  // namespace meme::vision
