// The enumerations of the marketplace with their names, as forms and filters show them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/facts.h"
#include "json/json.h"

namespace meme::catalogue {

struct Labelled {
  std::string_view code;
  std::string_view ko;
  std::string_view en;
};

struct LabelledDistrict {
  std::string code;
  std::string region;
  std::string ko;
  std::string en;
};

struct Reference {
  std::vector<Labelled> categories;
  std::vector<LabelledDistrict> districts;
  std::vector<Labelled> places;
  std::vector<Labelled> skin_types;
  std::vector<Labelled> personal_colors;
  std::vector<Labelled> genders;
  bool demo = false;  // people can be chosen to sign in as
  std::string region_name;
};

void describe(json::Describe<Labelled>& d);
void describe(json::Describe<LabelledDistrict>& d);
void describe(json::Describe<Reference>& d);

Reference make_reference(const Region& region, std::span<const District> districts, bool demo);

}  // namespace meme::catalogue
