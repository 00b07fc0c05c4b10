#include "catalogue/http.h"

#include <utility>

#include "catalogue/pictures/picture.h"
#include "catalogue/reference.h"

namespace meme::catalogue {
namespace {

constexpr std::string_view tag = "catalogue";

http::Response not_found(std::string_view what) {
  return http::Response::problem(404, "not_found", what);
}

// Own things are seen even when hidden; to everybody else they look as if they did not exist.
bool sees(const http::Request& request, ArtistId owner, bool hidden) {
  return !hidden || request.principal().is_artist(owner);
}

http::Response picture(std::string svg, bool hidden) {
  http::Response response = http::Response::text(std::move(svg), "image/svg+xml");
  // Drawn from a seed that never changes. A hidden one must not stay in a shared cache.
  response.cache_control =
      hidden ? "private, max-age=31536000, immutable" : "public, max-age=31536000, immutable";
  response.security_policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
  return response;
}

std::string etag_of(std::string_view text) {
  std::string etag = "\"";
  append_base32(etag, std::hash<std::string_view>{}(text));
  return etag + '"';
}

}  // namespace

CatalogueRoutes::CatalogueRoutes(StoredCatalogue& catalogue, bool demo) : catalogue_(catalogue) {
  reference_ = std::make_shared<const std::string>(
      json::write(make_reference(catalogue.region(), catalogue.districts(), demo)));
  reference_etag_ = etag_of(*reference_);
}

void CatalogueRoutes::add_to(http::Router& router) {
  add_reading(router);
  add_media(router);
  add_editing(router);
}

void CatalogueRoutes::add_reading(http::Router& router) {
  router.add({.pattern = "/v1/reference",
              .policy = http::Policy::anyone,
              .operation_id = "getReference",
              .summary = "Enumerations with their names",
              .tag = std::string(tag),
              .answers = {http::answer<Reference>(200, "Categories, districts and the rest.")}},
             [this](http::Request& request) { return reference(request); });
  router.add({.pattern = "/v1/artists/{artistId}",
              .policy = http::Policy::anyone,
              .operation_id = "getArtist",
              .summary = "An artist with everything they offer",
              .tag = std::string(tag),
              .path = {http::path_parameter<ArtistId>("artistId", "The artist.")},
              .answers = {http::answer<ArtistView>(200, "The artist.")},
              .refusals = {{404, "not_found", "There is no such artist."}}},
             [this](http::Request& request) { return artist(request); });
  router.add({.pattern = "/v1/portfolios/{portfolioId}",
              .policy = http::Policy::anyone,
              .operation_id = "getPortfolio",
              .summary = "A portfolio with its terms and its artist",
              .tag = std::string(tag),
              .path = {http::path_parameter<PortfolioId>("portfolioId", "The portfolio.")},
              .answers = {http::answer<PortfolioView>(200, "The portfolio.")},
              .refusals = {{404, "not_found", "There is none, or it is hidden."}}},
             [this](http::Request& request) { return portfolio(request); });
}

void CatalogueRoutes::add_media(http::Router& router) {
  const http::Answer drawn{
      .status = 200, .detail = "An SVG picture.", .media_type = "image/svg+xml"};
  router.add({.pattern = "/media/portfolios/{portfolioId}/{number}.svg",
              .policy = http::Policy::anyone,
              .operation_id = "getPortfolioPicture",
              .summary = "A picture of a portfolio",
              .tag = std::string(tag),
              .path = {http::path_parameter<PortfolioId>("portfolioId", "The portfolio."),
                       http::path_parameter<std::int32_t>("number", "From 1.")},
              .answers = {drawn},
              .refusals = {{404, "not_found", "There is no such picture."}}},
             [this](http::Request& request) { return portfolio_picture(request); });
  router.add({.pattern = "/media/artists/{artistId}.svg",
              .policy = http::Policy::anyone,
              .operation_id = "getArtistPicture",
              .summary = "A picture of an artist",
              .tag = std::string(tag),
              .path = {http::path_parameter<ArtistId>("artistId", "The artist.")},
              .answers = {drawn},
              .refusals = {{404, "not_found", "There is no such artist."}}},
             [this](http::Request& request) { return artist_picture(request); });
}

void CatalogueRoutes::add_editing(http::Router& router) {
  router.add({.method = http::Method::patch,
              .pattern = "/v1/portfolios/{portfolioId}",
              .policy = http::Policy::artist,
              .operation_id = "editPortfolio",
              .summary = "Changes, hides or shows one's own portfolio",
              .tag = std::string(tag),
              .path = {http::path_parameter<PortfolioId>("portfolioId", "The portfolio.")},
              .body = http::json_body<PortfolioEdit>(),
              .answers = {http::answer<PortfolioView>(200, "The portfolio as it is now.")},
              .refusals = {{404, "not_found", "There is none, or it is another artist's."}}},
             [this](http::Request& request) { return edit(request); });
}

http::Response CatalogueRoutes::reference(const http::Request& request) const {
  if (request.client_has(reference_etag_)) return http::Response::not_modified(reference_etag_);
  http::Response response = http::Response::json_text(reference_);
  response.etag = reference_etag_;
  response.cache_control = "no-cache";
  return response;
}

runtime::Task<http::Response> CatalogueRoutes::artist(http::Request& request) const {
  const auto facts = catalogue_.artist(request.id<ArtistId>("artistId"));
  if (!facts || !sees(request, facts->id, facts->hidden))
    co_return not_found("There is no such artist.");
  ArtistView view = make_view(catalogue_.card_of(*facts));
  view.time_zone = catalogue_.region().time_zone;
  for (const auto& one : catalogue_.portfolios_of(facts->id)) {
    if (sees(request, facts->id, one.hidden))
      view.portfolios.push_back(StoredCatalogue::card_of(one));
  }
  view.bio = co_await catalogue_.bio(facts->id);
  co_return http::Response::json(view);
}

PortfolioView CatalogueRoutes::view_of(const PortfolioFacts& facts) const {
  PortfolioView view = make_view(StoredCatalogue::card_of(facts));
  view.cancellation = catalogue_.cancellation_policy(facts.cancellation_policy).rules;
  if (auto card = catalogue_.artist_card(facts.artist)) view.artist = std::move(*card);
  for (int number = 1; number <= picture_count; ++number) {
    view.pictures.push_back(picture_url(facts.id, number));
  }
  view.time_zone = catalogue_.region().time_zone;
  return view;
}

runtime::Task<http::Response> CatalogueRoutes::portfolio(http::Request& request) const {
  const auto facts = catalogue_.portfolio(request.id<PortfolioId>("portfolioId"));
  if (!facts || !sees(request, facts->artist, !catalogue_.visible(facts->id))) {
    co_return not_found("There is no such portfolio.");
  }
  PortfolioView view = view_of(*facts);
  view.description = co_await catalogue_.description(facts->id);
  co_return http::Response::json(view);
}

runtime::Task<http::Response> CatalogueRoutes::edit(http::Request& request) {
  const auto id = request.id<PortfolioId>("portfolioId");
  const auto facts = catalogue_.portfolio(id);
  if (!facts || !request.principal().is_artist(facts->artist)) {
    co_return not_found("There is no such portfolio.");
  }
  auto wish = request.read<PortfolioEdit>();
  if (!wish) co_return std::move(wish.error());
  PortfolioEdit changes = std::move(*wish);
  const bool found = co_await catalogue_.edit(id, std::move(changes));
  if (!found) co_return not_found("There is no such portfolio.");
  PortfolioView view = view_of(*catalogue_.portfolio(id));
  view.description = co_await catalogue_.description(id);
  co_return http::Response::json(view);
}

http::Response CatalogueRoutes::portfolio_picture(const http::Request& request) const {
  const auto facts = catalogue_.portfolio(request.id<PortfolioId>("portfolioId"));
  const auto number = request.parameter<std::int32_t>("number");
  if (!facts || number < 1 || number > picture_count) return not_found("There is no such picture.");
  const bool hidden = !catalogue_.visible(facts->id);
  if (!sees(request, facts->artist, hidden)) return not_found("There is no such picture.");
  return picture(draw_picture(facts->picture_seed, facts->category, number), hidden);
}

// Artists at work, from a seed of their own: not one of their portfolio's pictures again.
http::Response CatalogueRoutes::artist_picture(const http::Request& request) const {
  const auto facts = catalogue_.artist(request.id<ArtistId>("artistId"));
  if (!facts || !sees(request, facts->id, facts->hidden))
    return not_found("There is no such artist.");
  const auto seed = static_cast<std::uint32_t>(facts->id.value * 2'654'435'761U);
  return picture(draw_picture(seed, Category::studio, 1), facts->hidden);
}

}  // namespace meme::catalogue
