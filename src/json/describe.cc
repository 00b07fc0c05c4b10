#include "json/describe.h"

#include <fmt/format.h>

namespace meme::json::detail {

Members::Members(const Input& in, const std::vector<FieldSchema>& fields)
    : nodes_(fields.size(), 0) {
  if (in.node().kind != Kind::object) {
    good_ = in.expected("an object");
    return;
  }
  std::uint32_t name = in.index + 1;
  for (std::uint32_t i = 0; i < in.node().count; ++i) {
    add(in, fields, name);
    name = in.document.at(name + 1).end;
  }
}

void Members::add(const Input& in, const std::vector<FieldSchema>& fields, std::uint32_t name) {
  const std::string_view text = in.document.at(name).text;
  const Path path{in.path, text, 0};
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name != text) continue;
    if (nodes_[i] != 0) {
      in.reader.refuse(&path, code::duplicate_field, "The field occurs more than once.");
      good_ = false;
    }
    nodes_[i] = name + 1;
    return;
  }
  in.reader.refuse(&path, code::unknown_field, "There is no such field.");
  good_ = false;
}

bool refuse_missing(const Input& in, std::string_view name) {
  return in.refuse(code::missing_field, fmt::format("The field {} is required.", name));
}

}  // namespace meme::json::detail
