#include "http/client_url.h"

#include <charconv>

#include <fmt/format.h>

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

namespace meme::http {
namespace {

namespace urls = boost::urls;

constexpr std::size_t url_bytes_max = 2000;

std::uint16_t usual_port(bool secure) {
  return secure ? 443 : 80;
}

std::optional<FetchUrl> taken(const urls::url_view& url) {
  FetchUrl out;
  const std::string scheme(url.scheme().data(), url.scheme().size());
  urls::url lower(url);
  lower.normalize_scheme();
  lower.normalize_authority();
  const std::string_view name(lower.scheme().data(), lower.scheme().size());
  out.secure = name == "https" || name == "webcal" || name == "webcals";
  if (!out.secure && name != "http") return std::nullopt;
  if (url.has_userinfo() || url.host_type() == urls::host_type::none) return std::nullopt;
  const auto host = lower.encoded_host_address();
  out.host.assign(host.data(), host.size());
  if (out.host.empty() || out.host.contains('%')) return std::nullopt;
  out.port = usual_port(out.secure);
  if (url.has_port() && !url.port().empty()) {
    // Not port_number(): 65537 becomes 1 there.
    const std::string digits(url.port().data(), url.port().size());
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out.port);
    if (read.ec != std::errc{} || out.port == 0) return std::nullopt;
  }
  const auto target = url.encoded_target();
  out.target.assign(target.data(), target.size());
  if (!out.target.starts_with('/')) out.target.insert(0, "/");
  return out;
}

}  // namespace

std::string FetchUrl::authority() const {
  const std::string name = host.contains(':') ? fmt::format("[{}]", host) : host;
  return port == usual_port(secure) ? name : fmt::format("{}:{}", name, port);
}

std::string FetchUrl::text() const {
  return fmt::format("{}://{}{}", secure ? "https" : "http", authority(), target);
}

std::optional<FetchUrl> parse_fetch_url(std::string_view text) {
  if (text.size() > url_bytes_max) return std::nullopt;
  const auto url = urls::parse_uri({text.data(), text.size()});
  return url ? taken(*url) : std::nullopt;
}

std::optional<FetchUrl> follow(const FetchUrl& from, std::string_view location) {
  if (location.size() > url_bytes_max) return std::nullopt;
  const auto reference = urls::parse_uri_reference({location.data(), location.size()});
  const std::string base_text = from.text();
  const auto base = urls::parse_uri(base_text);
  if (!reference || !base) return std::nullopt;
  urls::url joined;
  if (!urls::resolve(*base, *reference, joined)) return std::nullopt;
  const auto next = taken(joined);
  if (!next || (from.secure && !next->secure)) return std::nullopt;
  return next;
}

}  // namespace meme::http
