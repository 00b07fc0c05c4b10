// Takes gzip apart, up to a bound: a few kilobytes can expand to gigabytes.
#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace meme::http {

enum class GunzipError { damaged, too_large };

std::expected<std::string, GunzipError> gunzip(std::string_view packed, std::size_t bytes_max);

}  // namespace meme::http
