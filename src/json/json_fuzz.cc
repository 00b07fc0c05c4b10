// Whatever the bytes are: reading ends with a value or with problems, and a value survives being
// written and read.
//
// Parsers: json/document.cc json/reader.cc json/codec.cc json/codecs.h json/text.cc
// json/text_forms.h json/lists.h json/field.h
#include <cstdint>

#include "base/check.h"
#include "json/json.h"

namespace meme::json {
namespace {

struct Leaf {
  std::string text;
  double number = 0;
  std::vector<Instant> times;
  friend bool operator==(const Leaf&, const Leaf&) = default;
};
void describe(Describe<Leaf>& d) {
  d.field("text", &Leaf::text, "", {.required = false, .multiline = true});
  d.field("number", &Leaf::number, "", {.required = false});
  d.field("times", &Leaf::times, "", {.required = false});
}

struct Tree {
  std::optional<Leaf> left;
  std::vector<Leaf> right;
  std::optional<ArtistId> id;
  std::int64_t count = 0;
  bool flag = false;
  Money price{};
  friend bool operator==(const Tree&, const Tree&) = default;
};
void describe(Describe<Tree>& d) {
  d.field("left", &Tree::left, "");
  d.field("right", &Tree::right, "", {.required = false});
  d.field("id", &Tree::id, "");
  d.field("count", &Tree::count, "", {.required = false});
  d.field("flag", &Tree::flag, "", {.required = false});
  d.field("price", &Tree::price, "", {.required = false});
}

void check(std::string_view body) {
  const auto tree = read<Tree>(body);
  if (!tree) {
    MEME_ASSERT(!tree.error().empty());
    return;
  }
  const auto again = read<Tree>(write(*tree));
  MEME_ASSERT(again.has_value() && *again == *tree);
}

}  // namespace
}  // namespace meme::json

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  meme::json::check({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
