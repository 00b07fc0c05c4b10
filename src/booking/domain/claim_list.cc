#include "booking/domain/claim_list.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace meme::booking {

ClaimList::ClaimList(const ClaimList& other) {
  if (other.empty()) return;
  grow_to(other.size_);
  std::ranges::copy(other.all(), claims_.get());
  size_ = other.size_;
}

ClaimList::ClaimList(ClaimList&& other) noexcept
    : claims_(std::move(other.claims_)),
      size_(std::exchange(other.size_, 0)),
      capacity_(std::exchange(other.capacity_, 0)) {}

ClaimList& ClaimList::operator=(ClaimList other) noexcept {
  std::swap(claims_, other.claims_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
  return *this;
}

void ClaimList::grow_to(std::uint32_t capacity) {
  auto grown = std::make_unique_for_overwrite<Claim[]>(capacity);
  std::ranges::copy(all(), grown.get());
  claims_ = std::move(grown);
  capacity_ = capacity;
}

void ClaimList::reserve(std::size_t claims) {
  if (claims > capacity_) grow_to(static_cast<std::uint32_t>(claims));
}

std::size_t ClaimList::first_ending_after(Minute at) const {
  // Ends ascend like starts, because claims are disjoint. Most changes are at the end.
  if (size_ == 0 || claims_[size_ - 1].end <= at) return size_;
  const auto found = std::ranges::upper_bound(all(), at, {}, &Claim::end);
  return static_cast<std::size_t>(found - all().begin());
}

bool ClaimList::insert(const Claim& claim) {
  MEME_ASSERT(claim.start < claim.end);
  const std::size_t index = first_ending_after(claim.start);
  if (index < size_ && claims_[index].start < claim.end) return false;
  // Small artists pay for what they have, large ones rarely move.
  if (size_ == capacity_) grow_to(capacity_ < 2 ? capacity_ + 1 : capacity_ + capacity_ / 2);
  std::copy_backward(claims_.get() + index, claims_.get() + size_, claims_.get() + size_ + 1);
  claims_[index] = claim;
  ++size_;
  return true;
}

bool ClaimList::erase(Minute start, std::uint64_t owner) {
  const Claim* found = find(start);
  if (found == nullptr || found->owner != owner) return false;
  Claim* const at = claims_.get() + (found - claims_.get());
  std::copy(at + 1, claims_.get() + size_, at);
  --size_;
  return true;
}

bool ClaimList::replace(Minute start, std::uint64_t owner, const Claim& with) {
  const Claim* found = find(start);
  if (found == nullptr || found->owner != owner) return false;
  MEME_ASSERT(with.blocked() == found->blocked());
  claims_[static_cast<std::size_t>(found - claims_.get())] = with;
  return true;
}

std::size_t ClaimList::drop_before(Minute at) {
  const std::size_t gone = first_ending_after(at);
  if (gone == 0) return 0;
  std::copy(claims_.get() + gone, claims_.get() + size_, claims_.get());
  size_ -= static_cast<std::uint32_t>(gone);
  return gone;
}

const Claim* ClaimList::first_overlapping(Interval interval) const {
  if (interval.empty()) return nullptr;
  const std::size_t index = first_ending_after(interval.start);
  if (index == size_ || claims_[index].start >= interval.end) return nullptr;
  return &claims_[index];
}

std::span<const Claim> ClaimList::overlapping(Interval interval) const {
  if (interval.empty()) return {};
  const std::size_t first = first_ending_after(interval.start);
  const auto behind = all().subspan(first);
  const auto last = std::ranges::lower_bound(behind, interval.end, {}, &Claim::start);
  return behind.first(static_cast<std::size_t>(last - behind.begin()));
}

const Claim* ClaimList::find(Minute start) const {
  const std::size_t index = first_ending_after(start);
  return index < size_ && claims_[index].start == start ? &claims_[index] : nullptr;
}

}  // namespace meme::booking
