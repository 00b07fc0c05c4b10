#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "booking/domain/claim.h"

namespace meme::booking {

// An artist's claims by start, disjoint: B1 in memory. 16 bytes when empty and one block of 24
// bytes a claim, so that a million artists fit. Look-ups are O(log n), changes also move what lies
// behind. Copies are deep. One thread at a time unless all only read.
class ClaimList {
 public:
  ClaimList() = default;
  ClaimList(const ClaimList& other);
  ClaimList(ClaimList&& other) noexcept;
  ClaimList& operator=(ClaimList other) noexcept;
  ~ClaimList() = default;

  // False, and no change, when it would overlap another claim. An empty interval is a bug.
  bool insert(const Claim& claim);
  // Erases the claim that starts at `start` if `owner` owns it.
  bool erase(Minute start, std::uint64_t owner);
  // Changes what a claim is (hold to pending, pending to approved …) and whose, in place. False
  // when it is not there.
  bool replace(Minute start, std::uint64_t owner, const Claim& with);
  // Forgets claims that end at or before `at`; returns how many.
  std::size_t drop_before(Minute at);
  void reserve(std::size_t claims);

  const Claim* first_overlapping(Interval interval) const;
  // All that overlap the interval, ascending.
  std::span<const Claim> overlapping(Interval interval) const;
  const Claim* find(Minute start) const;

  std::span<const Claim> all() const { return {claims_.get(), size_}; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t heap_bytes() const { return capacity_ * sizeof(Claim); }

 private:
  std::size_t first_ending_after(Minute at) const;
  void grow_to(std::uint32_t capacity);

  std::unique_ptr<Claim[]> claims_;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
};

}  // namespace meme::booking
