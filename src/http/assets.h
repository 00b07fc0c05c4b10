// Files that are part of the programme, plain and precompressed. meme_embed_assets() in CMake makes
// a set from a folder.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace meme::http {

class Request;
struct Response;

// All texts are of static storage.
struct Asset {
  std::string_view path;  // "/assets/app-1f2e3d4c.js"
  std::string_view content_type;
  std::string_view etag;  // of the plain bytes, with quotes
  std::string_view plain;
  std::string_view brotli;  // empty when it would not be smaller
  std::string_view gzip;
  bool immutable = false;  // its name changes with its content
};

class AssetSet {
 public:
  constexpr AssetSet() = default;
  // Sorted by path.
  constexpr explicit AssetSet(std::span<const Asset> assets) : assets_(assets) {}

  const Asset* find(std::string_view path) const;
  bool empty() const { return assets_.empty(); }
  std::span<const Asset> all() const { return assets_; }

 private:
  std::span<const Asset> assets_;
};

// Lets scripts, styles, pictures and connections come from this server alone.
inline constexpr std::string_view page_security_policy =
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

// What a page has in its head for this request besides what its file says; HTML, empty for nothing.
using PageHead = std::function<std::string(const Request&)>;

// A page with something put at the end of its head.
Response serve_with_head(const Asset& page, std::string_view head);

// The form of the file that the client prefers, with its caching rules.
Response serve(const Asset& asset, const Request& request);

}  // namespace meme::http
