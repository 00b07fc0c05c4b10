// What a customer tells the artist with a booking.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace meme::booking {

enum class SkinType : std::uint8_t { dry, oily, combination, sensitive, normal, unknown };
enum class PersonalColor : std::uint8_t { spring, summer, autumn, winter, unknown };
enum class Gender : std::uint8_t { female, male, other, unknown };

// What the customer tells the artist. `address` is needed for a visit.
struct Contact {
  std::string name;
  std::string phone;
  std::optional<std::string> note;
  std::optional<std::string> address;
  std::optional<SkinType> skin_type;
  std::optional<PersonalColor> personal_color;
  std::optional<Gender> gender;
  std::optional<std::int32_t> headcount;
};

}  // namespace meme::booking
