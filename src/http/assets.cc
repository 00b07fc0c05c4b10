#include "http/assets.h"

#include <algorithm>

#include "http/request.h"
#include "http/syntax.h"

namespace meme::http {

const Asset* AssetSet::find(std::string_view path) const {
  const auto place = std::ranges::lower_bound(assets_, path, {}, &Asset::path);
  return place != assets_.end() && place->path == path ? &*place : nullptr;
}

Response serve_with_head(const Asset& page, std::string_view head) {
  Response response;
  response.content_type = page.content_type;
  response.cache_control = "no-cache";
  response.security_policy = page_security_policy;
  const auto end = page.plain.find("</head>");
  response.body = page.plain;
  response.body.insert(end == std::string_view::npos ? 0 : end, head);
  return response;
}

Response serve(const Asset& asset, const Request& request) {
  Response response;
  response.content_type = asset.content_type;
  response.cache_control =
      asset.immutable ? "public, max-age=31536000, immutable" : "public, no-cache";
  response.security_policy = page_security_policy;
  response.etag = asset.etag;
  const std::string_view accepted = request.header(KnownField::accept_encoding);
  response.fixed = asset.plain;
  if (!asset.brotli.empty() && accepts(accepted, "br")) {
    response.fixed = asset.brotli;
    response.content_encoding = "br";
  } else if (!asset.gzip.empty() && accepts(accepted, "gzip")) {
    response.fixed = asset.gzip;
    response.content_encoding = "gzip";
  }
  return response;
}

}  // namespace meme::http
