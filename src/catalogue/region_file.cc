#include "catalogue/region_file.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <set>

#include "base/check.h"
#include "catalogue/region_text.h"

namespace meme::catalogue {

void describe(json::Describe<RegionDistrict>& d) {
  d.field("code", &RegionDistrict::code, "Romanised, lower case.",
          {.min_length = 1, .max_length = 40});
  d.field("ko", &RegionDistrict::name_ko, "Korean name.", {.min_length = 1, .max_length = 40});
  d.field("en", &RegionDistrict::name_en, "English name.", {.min_length = 1, .max_length = 60});
  d.field("weight", &RegionDistrict::weight, "Share of a demonstration's artists.",
          {.min = 0, .max = 1'000'000, .required = false});
}

void describe(json::Describe<RegionFile>& d) {
  d.field("code", &RegionFile::code, "Romanised, lower case.", {.min_length = 1, .max_length = 40});
  d.field("ko", &RegionFile::name_ko, "Korean name.", {.min_length = 1, .max_length = 40});
  d.field("en", &RegionFile::name_en, "English name.", {.min_length = 1, .max_length = 60});
  d.field("timeZone", &RegionFile::time_zone, "IANA time zone.",
          {.min_length = 1, .max_length = 60});
  d.field("districts", &RegionFile::districts, "In the order they are offered in.",
          {.min_items = 1, .max_items = 255});
}

std::expected<RegionFile, std::string> parse_region(std::string_view text) {
  auto file = json::read<RegionFile>(text);
  if (!file) {
    const auto& problem = file.error().front();
    return std::unexpected(fmt::format("{}: {}", problem.pointer, problem.detail));
  }
  std::set<std::string_view> codes;
  for (const auto& district : file->districts) {
    if (!codes.insert(district.code).second) {
      return std::unexpected(fmt::format("The district {} is there twice.", district.code));
    }
  }
  return std::move(*file);
}

std::expected<RegionFile, std::string> read_region(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::unexpected(fmt::format("{} cannot be read.", file.string()));
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto region = parse_region(text);
  if (!region) return std::unexpected(fmt::format("{}: {}", file.string(), region.error()));
  return region;
}

const RegionFile& embedded_region() {
  static const RegionFile region = [] {
    auto parsed = parse_region(region_text);
    MEME_ASSERT(parsed.has_value());
    return std::move(*parsed);
  }();
  return region;
}

}  // namespace meme::catalogue
