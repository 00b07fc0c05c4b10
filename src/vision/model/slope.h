// A number that carries its slope by four variables (forward differentiation).
#pragma once
#include <array>
#include <cmath>

namespace meme::vision {

struct Sloped {
  double value = 0;
  std::array<double, 4> slope{};

  static Sloped variable(double value, std::size_t which) {
    Sloped made{value, {}};
    made.slope[which] = 1;
    return made;
  }
  static Sloped constant(double value) { return {value, {}}; }
  // f(value), whose derivative there is known.
  Sloped through(double result, double derivative) const {
    Sloped made{result, {}};
    for (std::size_t i = 0; i < 4; ++i) made.slope[i] = derivative * slope[i];
    return made;
  }
};

inline Sloped operator+(const Sloped& a, const Sloped& b) {
  Sloped made{a.value + b.value, {}};
  for (std::size_t i = 0; i < 4; ++i) made.slope[i] = a.slope[i] + b.slope[i];
  return made;
}
inline Sloped operator*(const Sloped& a, double b) {
  return a.through(a.value * b, b);
}
inline Sloped operator-(const Sloped& a, const Sloped& b) {
  return a + b * -1;
}
inline Sloped operator*(const Sloped& a, const Sloped& b) {
  Sloped made{a.value * b.value, {}};
  for (std::size_t i = 0; i < 4; ++i) {
    made.slope[i] = a.slope[i] * b.value + a.value * b.slope[i];
  }
  return made;
}
inline Sloped operator/(const Sloped& a, const Sloped& b) {
  return a * b.through(1 / b.value, -1 / (b.value * b.value));
}
inline Sloped operator+(const Sloped& a, double b) {
  return {a.value + b, a.slope};
}
inline Sloped smaller(const Sloped& a, const Sloped& b) {
  return a.value < b.value ? a : b;
}
inline Sloped larger(const Sloped& a, const Sloped& b) {
  return a.value > b.value ? a : b;
}
inline Sloped arc_tangent(const Sloped& a) {
  return a.through(std::atan(a.value), 1 / (1 + a.value * a.value));
}

}  // namespace meme::vision
