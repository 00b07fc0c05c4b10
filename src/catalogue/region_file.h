// Districts as data: a region is a JSON file such as data/regions/seoul.json.
#pragma once
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/facts.h"
#include "json/json.h"

namespace meme::catalogue {

struct RegionDistrict {
  std::string code;
  std::string name_ko;
  std::string name_en;
  std::int32_t weight = 1;  // its share of the marketplace, for demonstrations
};

struct RegionFile {
  std::string code;
  std::string name_ko;
  std::string name_en;
  std::string time_zone;
  std::vector<RegionDistrict> districts;  // 1 to 255, codes unique
};

void describe(json::Describe<RegionDistrict>& d);
void describe(json::Describe<RegionFile>& d);

// Seoul, which comes with the programme.
const RegionFile& embedded_region();

// The region in `file`, or a sentence that says what is wrong with it.
std::expected<RegionFile, std::string> read_region(const std::filesystem::path& file);
std::expected<RegionFile, std::string> parse_region(std::string_view text);

}  // namespace meme::catalogue
