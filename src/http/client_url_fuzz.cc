// Any text as an address to fetch, any other as a redirect from it: what is accepted reads the same
// after writing, and never leads from https down to http.
//
// Parsers: http/client_url.cc
// Unreachable: urls::resolve
#include <cstdint>

#include "base/check.h"
#include "http/client_url.h"

namespace meme::http {
namespace {

void check(const FetchUrl& url) {
  MEME_ASSERT(!url.host.empty() && url.port != 0 && url.target.starts_with('/'));
  MEME_ASSERT(url.target.find_first_of("\r\n #") == url.target.npos);
  MEME_ASSERT(url.host.find_first_of("\r\n/@#?") == url.host.npos);
  const auto again = parse_fetch_url(url.text());
  if (!again) {
    MEME_ASSERT(url.text().size() > 2000);  // a normalised spelling can be longer
    return;
  }
  MEME_ASSERT(again->text() == url.text() && again->authority() == url.authority());
}

}  // namespace
}  // namespace meme::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace meme::http;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto end = text.find('\n');
  auto url = parse_fetch_url(text.substr(0, end));
  if (!url) return 0;
  check(*url);
  if (end == text.npos) return 0;
  if (const auto next = follow(*url, text.substr(end + 1))) {
    check(*next);
    MEME_ASSERT(next->secure || !url->secure);
  }
  return 0;
}
