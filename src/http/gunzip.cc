#include "http/gunzip.h"

#include <zlib.h>

#include "base/check.h"

namespace meme::http {
namespace {

class Inflater {
 public:
  Inflater() {
    constexpr int gzip_only = 16;
    MEME_ASSERT(inflateInit2(&stream_, MAX_WBITS + gzip_only) == Z_OK);
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream* operator->() { return &stream_; }
  int inflate_some() { return inflate(&stream_, Z_NO_FLUSH); }

 private:
  z_stream stream_{};
};

}  // namespace

std::expected<std::string, GunzipError> gunzip(std::string_view packed, std::size_t bytes_max) {
  Inflater stream;
  stream->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream->avail_in = static_cast<uInt>(packed.size());
  std::string out;
  char piece[16 * 1024];
  for (;;) {
    stream->next_out = reinterpret_cast<Bytef*>(piece);
    stream->avail_out = sizeof piece;
    const int state = stream.inflate_some();
    out.append(piece, sizeof piece - stream->avail_out);
    if (out.size() > bytes_max) return std::unexpected(GunzipError::too_large);
    if (state == Z_STREAM_END) return out;
    if (state != Z_OK) return std::unexpected(GunzipError::damaged);
  }
}

}  // namespace meme::http
