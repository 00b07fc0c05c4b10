#include "http/kept_answers.h"

#include "http/compression.h"

namespace meme::http {

namespace {
// Nodes of list and map, and what their allocations take besides.
constexpr std::size_t entry_overhead_bytes = sizeof(KeptAnswers::Entry) + 128;
}  // namespace

KeptAnswers::Entry* KeptAnswers::find(std::string_view target) {
  const auto found = by_target_.find(target);
  if (found == by_target_.end()) return nullptr;
  Entry& entry = *found->second;
  if (!entry.answer->fresh()) return nullptr;
  entry.asked = true;
  given_again_.add();
  return &entry;
}

KeptAnswers::Entry* KeptAnswers::keep(std::string_view target, const Router::Entry& route,
                                      std::shared_ptr<const KeptAnswer> answer) {
  const auto known = by_target_.find(target);
  if (known != by_target_.end()) forget(known->second);
  const std::size_t bytes = entry_overhead_bytes + target.size() + answer->memory();
  if (bytes > bytes_max_ / 2) return nullptr;
  // Just behind the hand: it comes by there last.
  const auto place = ring_.insert(hand_, Entry{std::string(target), &route, std::move(answer)});
  place->bytes = bytes;
  bytes_ += bytes;
  by_target_.emplace(place->target, place);
  make_room(*place);
  return &*place;
}

std::shared_ptr<const std::string> KeptAnswers::gzipped(Entry& entry) {
  if (entry.gzip == nullptr) {
    std::string text;
    text.reserve(entry.answer->size());
    entry.answer->append_to(text);
    entry.gzip = std::make_shared<const std::string>(gzip(text));
    entry.bytes += entry.gzip->size();
    bytes_ += entry.gzip->size();
    make_room(entry);
  }
  return entry.gzip;
}

void KeptAnswers::forget(Ring::iterator place) {
  if (hand_ == place) ++hand_;
  by_target_.erase(place->target);
  bytes_ -= place->bytes;
  ring_.erase(place);
}

void KeptAnswers::make_room(const Entry& keep) {
  while (bytes_ > bytes_max_ && ring_.size() > 1) {
    if (hand_ == ring_.end()) hand_ = ring_.begin();
    const auto place = hand_++;
    if (place->asked || &*place == &keep) {
      place->asked = false;
    } else {
      forget(place);
    }
  }
}

}  // namespace meme::http
