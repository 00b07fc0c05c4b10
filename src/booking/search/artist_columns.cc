#include "booking/search/artist_columns.h"

#include <algorithm>

namespace meme::booking::search {
namespace {

constexpr std::size_t districts_max = 256;

std::size_t blocks_for(std::size_t artists) {
  return (artists + block_artists - 1) / block_artists;
}

}  // namespace

StartGrids::StartGrids() {
  cells_[0] = low_bits<Wide>(day_cells);
}

std::uint8_t StartGrids::intern(Wide cells) {
  const std::size_t count = count_.load(std::memory_order_relaxed);
  const auto end = cells_.begin() + static_cast<std::ptrdiff_t>(count);
  const auto found = std::find(cells_.begin(), end, cells);
  const bool fits = found != end || count < count_max;
  if (!fits || found == cells_.begin()) {
    all_in_use_.store(true, std::memory_order_relaxed);
    return 0;
  }
  if (found != end) return static_cast<std::uint8_t>(found - cells_.begin());
  cells_[count] = cells;
  count_.store(count + 1, std::memory_order_release);
  return static_cast<std::uint8_t>(count);
}

ArtistColumns::ArtistColumns(std::size_t artists_max, std::size_t ids_max)
    : artists_max_(artists_max),
      blocks_(blocks_for(artists_max)),
      positions_(ids_max + 1),
      artists_(artists_max),
      visible_(blocks_),
      districts_(blocks_ * districts_max),
      categories_(blocks_ * catalogue::category_count),
      places_(blocks_ * 2),
      offers_(artists_max),
      price_least_(artists_max),
      block_price_least_(blocks_),
      block_rating_most_(blocks_),
      rating_(artists_max),
      lead_(artists_max),
      horizon_(artists_max),
      cells_least_(artists_max),
      grid_(artists_max),
      district_(artists_max) {}

std::optional<std::uint32_t> ArtistColumns::append(ArtistId id) {
  const std::size_t position = count_.load(std::memory_order_relaxed);
  if (position == artists_max_ || id.value >= positions_.size()) return std::nullopt;
  artists_.set(position, id.value);
  positions_.set(id.value, static_cast<std::uint32_t>(position + 1));
  count_.store(position + 1, std::memory_order_release);
  return static_cast<std::uint32_t>(position);
}

void ArtistColumns::store(std::uint32_t position, const Glance& glance, std::span<Offer> offers) {
  std::uint32_t price = ~std::uint32_t{0};
  int minutes = cell_minutes * day_cells;
  for (const Offer& offer : offers) {
    price = std::min(price, offer.price);
    minutes = std::min<int>(minutes, offer.duration_minutes);
  }
  store_bounds(position, price, glance.rating_hundredths);
  cells_least_.set(position, static_cast<std::uint8_t>(std::max(cell_ceil(minutes), 1)));
  lead_.set(position, glance.lead_minutes);
  horizon_.set(position, glance.horizon_days);
  if (glance.lead_minutes > lead_minutes_most()) lead_most_.store(glance.lead_minutes);
  if (glance.horizon_days < horizon_days_least()) horizon_least_.store(glance.horizon_days);
  grid_.release(position, glance.grid);
  offers_.release(position, rows_.append(offers).packed());
  store_facets(position, glance, offers);
}

void ArtistColumns::store_bounds(std::uint32_t position, std::uint32_t price,
                                 std::uint16_t rating) {
  const std::size_t block = position / block_artists;
  // Lowered first, so that a reader never skips a block for a bound that is too tight.
  const bool first = position % block_artists == 0 && position + 1 == count();
  if (first || price < block_price_least_[block]) block_price_least_.set(block, price);
  if (rating > block_rating_most_[block]) block_rating_most_.set(block, rating);
  const bool loosened = price > price_least_[position] || rating < rating_[position];
  price_least_.set(position, price);
  rating_.set(position, rating);
  if (!loosened) return;
  const std::size_t end = std::min((block + 1) * block_artists, count());
  for (std::size_t i = block * block_artists; i < end; ++i) {
    price = std::min(price, price_least_[i]);
    rating = std::max(rating, rating_[i]);
  }
  block_price_least_.set(block, price);
  block_rating_most_.set(block, rating);
}

void ArtistColumns::store_facets(std::uint32_t position, const Glance& glance,
                                 std::span<const Offer> offers) {
  const std::size_t block = position / block_artists;
  const std::uint64_t bit = std::uint64_t{1} << (position % block_artists);
  const auto put = [&](MappedColumn<std::uint64_t>& planes, std::size_t plane, bool set) {
    const std::size_t at = plane * blocks_ + block;
    if (((planes[at] & bit) != 0) != set) planes.set(at, planes[at] ^ bit);
  };
  unsigned categories = 0;
  unsigned places = 0;
  for (const Offer& offer : offers) {
    categories |= 1U << static_cast<unsigned>(offer.category);
    places |= static_cast<unsigned>(offer.place);
  }
  for (unsigned i = 0; i < catalogue::category_count; ++i) {
    put(categories_, i, (categories >> i & 1U) != 0);
  }
  for (unsigned i = 0; i < 2; ++i) put(places_, i, (places >> i & 1U) != 0);
  put(districts_, glance.district, true);
  if (district_[position] != glance.district) put(districts_, district_[position], false);
  district_.set(position, glance.district);
  put(visible_, 0, glance.visible && !offers.empty());
}

}  // namespace meme::booking::search
