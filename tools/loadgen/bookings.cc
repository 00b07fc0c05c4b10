#include "bookings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace meme::loadgen {
namespace {

constexpr std::string_view contact = R"({"name":"김하늘","phone":"010-1234-5678"})";

void write_booking(std::string& out, const PlannedSlot& slot) {
  out.clear();
  fmt::format_to(std::back_inserter(out),
                 R"({{"portfolioId":"{}","start":"{}","place":"shop","contact":{}}})",
                 portfolio_text(slot.portfolio), slot.start_text(), contact);
}

}  // namespace

Customers::Customers(const Endpoint& endpoint, std::vector<std::string> tokens)
    : keys_(static_cast<std::uint64_t>(now_ns())) {
  for (const std::string& token : tokens) {
    heads_.push_back(fmt::format(
        " HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n",
        endpoint.host, token));
  }
}

void Customers::write_post(std::string& out, std::size_t customer, std::string_view target,
                           std::string_view body) {
  out.assign("POST ");
  out.append(target);
  out.append(heads_[customer % heads_.size()]);
  fmt::format_to(std::back_inserter(out),
                 "Idempotency-Key: {:016x}-{:016x}\r\nContent-Length: {}\r\n\r\n", keys_(), keys_(),
                 body.size());
  out.append(body);
}

SlotSource::SlotSource(std::vector<PlannedArtist> artists, Spread spread, std::uint64_t seed)
    : artists_(std::move(artists)),
      used_(artists_.size()),
      spread_(spread),
      picker_(spread, artists_.size()),
      random_(seed) {
  for (std::uint32_t artist = 0; artist < artists_.size(); ++artist) {
    const auto slots = static_cast<std::uint32_t>(artists_[artist].slots.size());
    slot_count_ += slots;
    if (spread != Spread::random) continue;
    for (std::uint32_t slot = 0; slot < slots; ++slot) shuffled_.emplace_back(artist, slot);
  }
  std::ranges::shuffle(shuffled_, random_);
}

const PlannedSlot* SlotSource::next_shuffled() {
  if (shuffled_used_ == shuffled_.size()) return nullptr;
  const auto [artist, slot] = shuffled_[shuffled_used_++];
  return &artists_[artist].slots[slot];
}

const PlannedSlot* SlotSource::next() {
  if (spread_ == Spread::random) return next_shuffled();
  const std::size_t artist = picker_.pick(random_);
  const std::vector<PlannedSlot>& slots = artists_[artist].slots;
  if (used_[artist] < slots.size()) return &slots[used_[artist]++];
  return &slots[random_.below(slots.size())];
}

std::optional<std::string_view> Book::next(std::size_t connection) {
  const PlannedSlot* slot = slots_.next();
  if (slot == nullptr) return std::nullopt;
  write_booking(body_, *slot);
  customers_.write_post(requests_[connection], customer_++, "/v1/reservations", body_);
  return requests_[connection];
}

Outcome Book::judge(std::size_t, const Reply& reply) {
  return outcome_of(reply.status);
}

std::optional<std::string_view> HoldAndConfirm::next(std::size_t connection) {
  State& state = states_[connection];
  state.confirming = !state.hold.empty();
  body_.clear();
  if (state.confirming) {
    fmt::format_to(std::back_inserter(body_), R"({{"holdId":"{}","fence":{},"contact":{}}})",
                   state.hold, state.fence, contact);
    state.hold.clear();
    customers_.write_post(state.request, state.customer, "/v1/reservations", body_);
    return state.request;
  }
  const PlannedSlot* slot = slots_.next();
  if (slot == nullptr) return std::nullopt;
  state.customer = customer_++;
  fmt::format_to(std::back_inserter(body_), R"({{"portfolioId":"{}","start":"{}","place":"shop"}})",
                 portfolio_text(slot->portfolio), slot->start_text());
  customers_.write_post(state.request, state.customer, "/v1/holds", body_);
  return state.request;
}

Outcome HoldAndConfirm::judge(std::size_t connection, const Reply& reply) {
  State& state = states_[connection];
  const Outcome outcome = outcome_of(reply.status);
  if (outcome != Outcome::ok) return outcome;
  if (state.confirming) {
    ++confirmed;
    return outcome;
  }
  state.hold = json_value(reply.body, "id");
  state.fence = json_value(reply.body, "fence");
  return state.hold.empty() ? Outcome::error : Outcome::ok;
}

Race::Race(Customers& customers, std::vector<PlannedSlot> slots, std::size_t connections)
    : slots_(std::move(slots)),
      requests_(connections),
      sent_(connections),
      winners_(slots_.size()) {
  std::string body;
  for (std::size_t connection = 0; connection < connections; ++connection) {
    for (const PlannedSlot& slot : slots_) {
      write_booking(body, slot);
      customers.write_post(requests_[connection].emplace_back(), connection, "/v1/reservations",
                           body);
    }
  }
}

std::optional<std::string_view> Race::next(std::size_t connection) {
  if (sent_[connection] == slots_.size()) return std::nullopt;
  return requests_[connection][sent_[connection]++];
}

Outcome Race::judge(std::size_t connection, const Reply& reply) {
  const Outcome outcome = outcome_of(reply.status);
  if (outcome == Outcome::ok) {
    ++winners_[sent_[connection] - 1];
  } else if (outcome == Outcome::conflict) {
    ++conflicts_;
  } else {
    ++unexpected_;
  }
  return outcome;
}

std::size_t Race::slots_with_one_winner() const {
  return static_cast<std::size_t>(std::ranges::count(winners_, 1U));
}

}  // namespace meme::loadgen
