// The text of a version: JSON in which everything has one form, so that equal sets have equal
// bytes. Coordinates are whole hundredths of a pixel.
#pragma once
#include <expected>
#include <string>
#include <string_view>

#include "vision/data/store.h"

namespace meme::vision {

std::string write_manifest(const Version& version);
// Without hash and root. The refusal is a sentence.
std::expected<Version, std::string> read_manifest(std::string_view text);

// Where a store keeps a picture, relative to the store.
std::string stored_name(const Picture& picture);

}  // namespace meme::vision
