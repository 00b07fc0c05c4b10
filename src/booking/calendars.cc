#include "booking/calendars.h"

#include "base/check.h"

namespace meme::booking {

Calendars::Calendars(std::uint64_t first_version) : first_version_(first_version) {
  empty_.schedule = closed_;
  empty_.version = first_version;
}

Calendars::~Calendars() {
  for (auto& chunk : chunks_) delete chunk.load(std::memory_order_relaxed);
}

const ArtistCalendar* Calendars::find(ArtistId artist) const {
  if (artist.value > artists_max) return nullptr;
  const Chunk* chunk = chunks_[artist.value / chunk_size].load(std::memory_order_acquire);
  return chunk == nullptr ? nullptr : &(*chunk)[artist.value % chunk_size];
}

ArtistCalendar& Calendars::make(ArtistId artist) {
  MEME_ASSERT(artist.value <= artists_max);
  auto& place = chunks_[artist.value / chunk_size];
  Chunk* chunk = place.load(std::memory_order_relaxed);
  if (chunk == nullptr) {
    chunk = new Chunk;
    for (ArtistCalendar& calendar : *chunk) {
      calendar.schedule = closed_;
      calendar.version = first_version_;
    }
    place.store(chunk, std::memory_order_release);
  }
  return (*chunk)[artist.value % chunk_size];
}

const ArtistCalendar& Calendars::peek(ArtistId artist) const {
  const ArtistCalendar* found = find(artist);
  return found == nullptr ? empty_ : *found;
}

}  // namespace meme::booking
