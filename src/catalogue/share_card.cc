#include "catalogue/share_card.h"

#include <fmt/format.h>

namespace meme::catalogue {
namespace {

struct Card {
  std::string title;
  std::string description;
  std::string picture;  // path
};

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out.push_back(c);
    }
  }
}

void append_tag(std::string& out, std::string_view property, std::string_view content) {
  out.append("<meta property=\"").append(property).append("\" content=\"");
  append_escaped(out, content);
  out += "\" />";
}

// 120000 to "120,000"
std::string grouped(std::int64_t amount) {
  std::string digits = std::to_string(amount);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

std::string length_text(std::chrono::minutes duration) {
  const auto hours = duration.count() / 60;
  const auto rest = duration.count() % 60;
  if (hours == 0) return fmt::format("{}분", rest);
  return rest == 0 ? fmt::format("{}시간", hours) : fmt::format("{}시간 {}분", hours, rest);
}

std::string district_name(const Catalogue& catalogue, const ArtistFacts& artist) {
  return catalogue.districts()[artist.district].name_ko;
}

std::optional<Card> artist_card(const Catalogue& catalogue, ArtistId id) {
  const auto artist = catalogue.artist(id);
  if (!artist || artist->hidden) return std::nullopt;
  const std::string rating = artist->review_count == 0
                                 ? std::string()
                                 : fmt::format(" · 평점 {}.{:02}", artist->rating_hundredths / 100,
                                               artist->rating_hundredths % 100);
  return Card{std::string(artist->name),
              fmt::format("{} 메이크업 아티스트 · 경력 {}년{}", district_name(catalogue, *artist),
                          artist->experience_years, rating),
              fmt::format("/media/artists/{}.svg", id.text())};
}

std::optional<Card> portfolio_card(const Catalogue& catalogue, PortfolioId id) {
  const auto portfolio = catalogue.portfolio(id);
  if (!portfolio || !catalogue.visible(id)) return std::nullopt;
  const auto artist = catalogue.artist(portfolio->artist);
  if (!artist) return std::nullopt;
  return Card{std::string(portfolio->title),
              fmt::format("{} · {} · {}원 · {}", artist->name, district_name(catalogue, *artist),
                          grouped(portfolio->price.amount), length_text(portfolio->duration)),
              picture_url(id, 1)};
}

std::optional<Card> card_at(const Catalogue& catalogue, std::string_view path) {
  constexpr std::string_view artists = "/artists/";
  constexpr std::string_view portfolios = "/portfolios/";
  if (path.starts_with(artists)) {
    const auto id = ArtistId::parse(path.substr(artists.size()));
    return id ? artist_card(catalogue, *id) : std::nullopt;
  }
  if (path.starts_with(portfolios)) {
    // The booker of a portfolio is shared as the portfolio.
    const std::string_view rest = path.substr(portfolios.size());
    const auto id = PortfolioId::parse(rest.substr(0, rest.find('/')));
    return id ? portfolio_card(catalogue, *id) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::string share_card(const Catalogue& catalogue, std::string_view path, std::string_view origin) {
  const auto card = card_at(catalogue, path);
  if (!card) return {};
  std::string tags;
  append_tag(tags, "og:site_name", "메메 MEME");
  append_tag(tags, "og:type", "website");
  append_tag(tags, "og:locale", "ko_KR");
  append_tag(tags, "og:title", card->title);
  append_tag(tags, "og:description", card->description);
  append_tag(tags, "og:url", std::string(origin).append(path));
  append_tag(tags, "og:image", std::string(origin).append(card->picture));
  return tags;
}

}  // namespace meme::catalogue
