#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "catalogue/queries.h"
#include "catalogue/service.h"

namespace meme::catalogue {

StoredCatalogue::StoredCatalogue(sql::Database& database, const RegionFile& region)
    : database_(database), region_{region.code, region.name_ko, region.name_en, region.time_zone} {
  database_.bootstrap_transaction([&](sql::Session& session) {
    load_districts(session, region);
    load_policies(session);
    offer_.reserve(
        static_cast<std::uint64_t>(session.maybe_integer(queries::largest_artist).value_or(0)),
        static_cast<std::uint64_t>(session.maybe_integer(queries::largest_portfolio).value_or(0)));
    load_artists(session);
    load_portfolios(session);
  });
}

// The region's districts in its order, then those of other regions that the database knows from
// before.
void StoredCatalogue::load_districts(sql::Session& session, const RegionFile& region) {
  std::set<std::string_view> listed;
  for (const auto& one : region.districts) {
    session.execute(queries::upsert_district, one.code, region.code, one.name_ko, one.name_en);
    districts_.push_back({one.code, region.code, one.name_ko, one.name_en});
    listed.insert(one.code);
  }
  session.each(queries::select_districts, [&](const sql::Row& row) {
    if (listed.contains(row.text(0))) return;
    districts_.push_back({std::string(row.text(0)), std::string(row.text(1)),
                          std::string(row.text(2)), std::string(row.text(3))});
  });
  if (districts_.size() > 255) throw std::runtime_error("more than 255 districts");
}

void StoredCatalogue::load_policies(sql::Session& session) {
  session.each(queries::select_policies, [this](const sql::Row& row) {
    const auto id = static_cast<std::uint16_t>(row.integer(0));
    const auto document = json::Document::parse(row.text(1), json::default_depth_max);
    json::Reader reader;
    CancellationPolicy policy{.id = id};
    if (!document ||
        !json::Codec<std::vector<CancellationRule>>::read({reader, *document}, policy.rules, {})) {
      throw std::runtime_error(fmt::format("cancellation policy {} cannot be read", id));
    }
    if (policies_.size() <= id) policies_.resize(id + std::size_t{1});
    policies_[id] = std::move(policy);
  });
}

void StoredCatalogue::load_artists(sql::Session& session) {
  // Neighbouring rows rarely share a district, so codes are found by a sorted list, not by asking
  // for the last one.
  std::vector<std::pair<std::string_view, DistrictIndex>> codes;
  for (std::size_t i = 0; i < districts_.size(); ++i) {
    codes.emplace_back(districts_[i].code, static_cast<DistrictIndex>(i));
  }
  std::ranges::sort(codes);
  session.each(queries::select_artists, [&](const sql::Row& row) {
    const auto code = row.text(3);
    const auto at =
        std::ranges::lower_bound(codes, code, {}, [](const auto& c) { return c.first; });
    if (at == codes.end() || at->first != code) {
      throw std::runtime_error(
          fmt::format("artist {} is in the unknown district {}", row.integer(0), code));
    }
    offer_.put(ArtistFacts{.id = row.id<ArtistId>(0),
                           .member = row.id<MemberId>(1),
                           .district = at->second,
                           .place = static_cast<PlaceSet>(row.integer(4)),
                           .hidden = row.integer(9) != 0,
                           .experience_years = static_cast<std::uint8_t>(row.integer(8)),
                           .rating_hundredths = static_cast<std::uint16_t>(row.integer(6)),
                           .review_count = static_cast<std::uint32_t>(row.integer(7)),
                           .rank = static_cast<std::uint32_t>(row.integer(5)),
                           .name = row.text(2)});
  });
}

void StoredCatalogue::load_portfolios(sql::Session& session) {
  session.each(queries::select_portfolios, [this](const sql::Row& row) {
    offer_.put(PortfolioFacts{.id = row.id<PortfolioId>(0),
                              .artist = row.id<ArtistId>(1),
                              .category = static_cast<Category>(row.integer(3)),
                              .place = static_cast<PlaceSet>(row.integer(4)),
                              .mode = static_cast<BookingMode>(row.integer(7)),
                              .hidden = row.integer(10) != 0,
                              .cancellation_policy = static_cast<std::uint16_t>(row.integer(8)),
                              .duration = std::chrono::minutes(row.integer(6)),
                              .price = Money{row.integer(5)},
                              .picture_seed = static_cast<std::uint32_t>(row.integer(9)),
                              .title = row.text(2)});
  });
}

}  // namespace meme::catalogue
