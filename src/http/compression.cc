#include "http/compression.h"

#include <zlib.h>

#include <stdexcept>

#include "base/check.h"

namespace meme::http {

namespace {

class Compressor {
 public:
  Compressor() {
    constexpr int gzip_window = 15 + 16;
    if (deflateInit2(&stream_, 1, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error("zlib cannot start a compressor");
    }
  }
  ~Compressor() { deflateEnd(&stream_); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  std::string run(std::string_view text) {
    deflateReset(&stream_);
    std::string out(deflateBound(&stream_, text.size()), '\0');
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int result = deflate(&stream_, Z_FINISH);
    MEME_ASSERT(result == Z_STREAM_END);  // the bound is exact
    out.resize(out.size() - stream_.avail_out);
    return out;
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::string gzip(std::string_view text) {
  thread_local Compressor compressor;
  return compressor.run(text);
}

bool compressible(std::string_view content_type) {
  return content_type.starts_with("application/json") ||
         content_type.starts_with("application/problem+json") ||
         content_type.starts_with("text/") || content_type.starts_with("image/svg");
}

}  // namespace meme::http
