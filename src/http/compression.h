// gzip for answers that are made per request. Files of the programme are compressed at build time.
#pragma once
#include <string>
#include <string_view>

namespace meme::http {

// Fast rather than small. Each thread keeps one compressor, as making one costs more than a small
// answer.
std::string gzip(std::string_view text);

// Whether bytes of this type get smaller.
bool compressible(std::string_view content_type);

}  // namespace meme::http
