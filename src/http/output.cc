#include "http/output.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <bit>
#include <cerrno>

namespace meme::http {

namespace {
// Below, copying costs less than another element of the vector that the kernel walks.
constexpr std::size_t large_bytes_min = 8 * 1024;
constexpr std::size_t kept_bytes_max = 16 * 1024;
constexpr std::size_t spare_bytes_max = 512 * 1024;
}  // namespace

void Output::make_room(std::size_t bytes) {
  bytes += text_.size();
  if (bytes <= text_.capacity()) return;
  if (bytes <= spare_.capacity()) {
    spare_.assign(text_);
    text_.swap(spare_);
  } else {
    text_.reserve(std::bit_ceil(bytes));
  }
}

void Output::add_body(Response& response) {
  if (response.kept) return response.kept->append_to(text_);
  const std::string_view payload = response.payload();
  if (payload.size() < large_bytes_min) {
    text_.append(payload);
    return;
  }
  close_text();
  Piece& piece = pieces_.emplace_back();
  piece.length = payload.size();
  pending_large_ += payload.size();
  if (response.shared) {
    piece.shared = std::move(response.shared);
    piece.large = piece.shared->data();
  } else if (!response.body.empty()) {
    piece.owned = std::move(response.body);  // on the heap at this size, so moving keeps its place
    piece.large = piece.owned.data();
  } else {
    piece.large = response.fixed.data();
  }
}

void Output::close_text() {
  if (text_begin_ == text_.size()) return;
  Piece& piece = pieces_.emplace_back();
  piece.begin = text_begin_;
  piece.length = text_.size() - text_begin_;
  text_begin_ = text_.size();
}

Output::Flushed Output::flush(int socket) {
  close_text();
  while (piece_ < pieces_.size()) {
    std::array<iovec, 16> parts{};
    std::size_t count = 0;
    for (std::size_t i = piece_; i < pieces_.size() && count < parts.size(); ++i) {
      const Piece& piece = pieces_[i];
      const char* start = piece.large != nullptr ? piece.large : text_.data() + piece.begin;
      const std::size_t skip = i == piece_ ? sent_ : 0;
      parts[count++] = {const_cast<char*>(start) + skip, piece.length - skip};
    }
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    const ssize_t written = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN || errno == EWOULDBLOCK ? Flushed::blocked : Flushed::failed;
    }
    sent_ += static_cast<std::size_t>(written);
    while (piece_ < pieces_.size() && sent_ >= pieces_[piece_].length) {
      sent_ -= pieces_[piece_++].length;
    }
  }
  clear();
  return Flushed::all;
}

void Output::clear() {
  pieces_.clear();
  text_.clear();
  if (text_.capacity() > kept_bytes_max) {
    const bool better = text_.capacity() > spare_.capacity();
    if (better && text_.capacity() <= spare_bytes_max) text_.swap(spare_);
    if (text_.capacity() > kept_bytes_max) std::string().swap(text_);
    text_.clear();
    spare_.clear();
  }
  text_begin_ = piece_ = sent_ = pending_large_ = 0;
}

}  // namespace meme::http
