// Names and numbers of people who do not exist.
#pragma once
#include <string>

#include "base/random.h"

namespace meme::app::demo {

// Surname by its frequency in Korea and a given name; `female` chooses the list of given names.
std::string person_name(Random& random, bool female);

// What an artist is called: mostly the own name, sometimes that of a studio.
std::string artist_name(Random& random, bool female);

// "010-0…": no Korean mobile number begins like that, so nobody can be called.
std::string phone_number(Random& random);

// An address of the district for a visit.
std::string street_address(Random& random, std::string_view city, std::string_view district);

}  // namespace meme::app::demo
