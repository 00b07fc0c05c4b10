#pragma once
// Event streams that watch artists while others book them.
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "bookings.h"
#include "loop.h"
#include "wire.h"

namespace meme::loadgen {

// When each artist was last booked, and how long the news took to every stream.
class EventWatch {
 public:
  explicit EventWatch(std::vector<std::uint64_t> artists);

  void booked(std::uint64_t artist, std::int64_t sent_ns);
  // The artist is given as in an event: "art_1k".
  void event(std::string_view artist);

  Histogram delay;  // from the sending of the booking to the event at a stream
  std::uint64_t booked_count() const { return booked_count_; }

 private:
  std::unordered_map<std::string, std::int64_t> sent_;
  std::unordered_map<std::uint64_t, std::string> names_;
  std::uint64_t booked_count_ = 0;
};

// One client of GET /v1/events.
class EventStream final : public Ready {
 public:
  EventStream(Loop& loop, const Endpoint& endpoint, std::string_view request, EventWatch& watch);
  ~EventStream() override;
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  void ready(std::uint32_t events) override;
  bool open() const { return fd_ >= 0 && head_done_; }

 private:
  void take(std::string_view bytes);
  void take_events();
  void fail();

  EventWatch& watch_;
  int fd_ = -1;
  bool head_done_ = false;
  bool chunked_ = false;
  ChunkDecoder decoder_;
  std::string in_;
};

// Books the artists in turn, so that news of one has arrived everywhere before the next booking of
// the same artist.
class BookInTurn final : public Workload {
 public:
  BookInTurn(Customers& customers, std::vector<PlannedArtist> artists, EventWatch& watch,
             std::size_t connections)
      : customers_(customers),
        artists_(std::move(artists)),
        watch_(watch),
        requests_(connections) {}

  std::optional<std::string_view> next(std::size_t connection) override;
  Outcome judge(std::size_t connection, const Reply& reply) override;

 private:
  Customers& customers_;
  std::vector<PlannedArtist> artists_;
  EventWatch& watch_;
  std::vector<std::string> requests_;
  std::size_t turn_ = 0;
  std::string body_;
};

}  // namespace meme::loadgen
