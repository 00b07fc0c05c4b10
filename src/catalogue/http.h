// The routes of the catalogue.
#pragma once
#include <memory>
#include <string>

#include "catalogue/json.h"
#include "catalogue/service.h"
#include "http/router.h"

namespace meme::catalogue {

class CatalogueRoutes {
 public:
  // `demo` tells browsers that people can be chosen to sign in as. `catalogue` and this must
  // outlive the router's server.
  CatalogueRoutes(StoredCatalogue& catalogue, bool demo);
  void add_to(http::Router& router);

 private:
  void add_reading(http::Router& router);
  void add_media(http::Router& router);
  void add_editing(http::Router& router);

  http::Response reference(const http::Request& request) const;
  runtime::Task<http::Response> artist(http::Request& request) const;
  runtime::Task<http::Response> portfolio(http::Request& request) const;
  runtime::Task<http::Response> edit(http::Request& request);
  http::Response artist_picture(const http::Request& request) const;
  http::Response portfolio_picture(const http::Request& request) const;
  PortfolioView view_of(const PortfolioFacts& facts) const;

  StoredCatalogue& catalogue_;
  std::shared_ptr<const std::string> reference_;
  std::string reference_etag_;
};

}  // namespace meme::catalogue
