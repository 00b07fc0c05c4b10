#pragma once
#include <compare>
#include <cstdint>

namespace meme {

// An amount of Korean won, which has no smaller unit.
struct Money {
  std::int64_t amount = 0;

  friend constexpr auto operator<=>(Money, Money) = default;
  friend constexpr Money operator+(Money a, Money b) { return Money{a.amount + b.amount}; }
  friend constexpr Money operator-(Money a, Money b) { return Money{a.amount - b.amount}; }
};

}  // namespace meme
