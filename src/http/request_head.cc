#include "http/request_head.h"

#include <boost/beast/core/string.hpp>

#include <algorithm>

namespace meme::http {

std::string_view RequestHead::find(KnownField field) const {
  for (const FieldLine& line : fields) {
    if (line.known == field) return text(line.value);
  }
  return {};
}

std::string_view RequestHead::find(std::string_view name) const {
  const KnownField known = boost::beast::http::string_to_field(name);
  if (known != KnownField::unknown) return find(known);
  for (const FieldLine& line : fields) {
    if (line.known == known && boost::beast::iequals(text(line.name), name)) {
      return text(line.value);
    }
  }
  return {};
}

std::size_t RequestHead::count(KnownField field) const {
  return static_cast<std::size_t>(std::ranges::count(fields, field, &FieldLine::known));
}

}  // namespace meme::http
