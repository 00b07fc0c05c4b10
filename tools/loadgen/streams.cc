#include "streams.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/ids.h"

namespace meme::loadgen {

EventWatch::EventWatch(std::vector<std::uint64_t> artists) {
  for (const std::uint64_t artist : artists) {
    names_[artist] = ArtistId{artist}.text();
    sent_[names_[artist]] = 0;
  }
}

void EventWatch::booked(std::uint64_t artist, std::int64_t sent_ns) {
  sent_[names_[artist]] = sent_ns;
  ++booked_count_;
}

void EventWatch::event(std::string_view artist) {
  const auto found = sent_.find(std::string(artist));
  if (found != sent_.end() && found->second != 0) delay.add(now_ns() - found->second);
}

EventStream::EventStream(Loop& loop, const Endpoint& endpoint, std::string_view request,
                         EventWatch& watch)
    : watch_(watch), fd_(connect_to(endpoint)) {
  loop.add(fd_, *this);
  const ssize_t sent = send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
  if (sent != static_cast<ssize_t>(request.size())) throw Failure("cannot ask for events");
}

EventStream::~EventStream() {
  if (fd_ >= 0) close(fd_);
}

void EventStream::ready(std::uint32_t) {
  std::array<char, 16384> bytes;
  if (fd_ < 0) return;
  const ssize_t got = recv(fd_, bytes.data(), bytes.size(), 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return fail();
  take({bytes.data(), static_cast<std::size_t>(got)});
}

void EventStream::fail() {
  close(fd_);
  fd_ = -1;
}

void EventStream::take(std::string_view bytes) {
  if (!head_done_) {
    in_.append(bytes);
    const std::size_t end = in_.find("\r\n\r\n");
    if (end == std::string::npos) return;
    const std::string head = in_.substr(0, end + 2);
    const std::string rest = in_.substr(end + 4);
    if (!head.starts_with("HTTP/1.1 200")) throw Failure("events were refused: " + head);
    chunked_ = header_of(head, "transfer-encoding") == "chunked";
    head_done_ = true;
    in_.clear();
    return take(rest);
  }
  if (!chunked_) {
    in_.append(bytes);
  } else if (!decoder_.decode(bytes, in_)) {
    return fail();
  }
  take_events();
}

// Events end with an empty line.
void EventStream::take_events() {
  std::size_t start = 0;
  for (std::size_t end = in_.find("\n\n"); end != std::string::npos;
       end = in_.find("\n\n", start)) {
    const std::string_view event = std::string_view(in_).substr(start, end - start);
    start = end + 2;
    if (event.find("event: calendar") == std::string_view::npos) continue;
    watch_.event(json_value(event, "artistId"));
  }
  in_.erase(0, start);
}

std::optional<std::string_view> BookInTurn::next(std::size_t connection) {
  for (std::size_t tried = 0; tried < artists_.size(); ++tried) {
    PlannedArtist& artist = artists_[turn_++ % artists_.size()];
    if (artist.slots.empty()) continue;
    const PlannedSlot slot = artist.slots.back();
    artist.slots.pop_back();
    body_ = fmt::format(R"({{"portfolioId":"{}","start":"{}","place":"shop",)"
                        R"("contact":{{"name":"김하늘","phone":"010-1234-5678"}}}})",
                        portfolio_text(slot.portfolio), slot.start_text());
    customers_.write_post(requests_[connection], turn_, "/v1/reservations", body_);
    watch_.booked(artist.artist, now_ns());
    return requests_[connection];
  }
  return std::nullopt;
}

Outcome BookInTurn::judge(std::size_t, const Reply& reply) {
  return outcome_of(reply.status);
}

}  // namespace meme::loadgen
