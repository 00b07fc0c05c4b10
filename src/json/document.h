// A parsed JSON document as one flat row of nodes: no allocation per value, and duplicate names
// stay visible.
#pragma once
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "json/problem.h"

namespace meme::json {

// `bare` is text without a type, as query parameters are: numbers, booleans and strings all accept
// it.
enum class Kind : std::uint8_t { null, boolean, integer, number, string, bare, array, object };

// The children of an array follow it directly; those of an object follow as name, value, name,
// value. `end` is the index after the last node of the value, so that a value can be skipped.
struct Node {
  Kind kind = Kind::null;
  bool truth = false;
  std::uint32_t end = 0;
  std::uint32_t count = 0;  // elements or members
  std::int64_t integer = 0;
  double number = 0;
  std::string_view text;
};

// Texts are views into the text given to parse(), or into the document itself where escapes were
// undone; both must outlive their use. One thread at a time.
class Document {
 public:
  // Strict RFC 8259: no comments, no trailing commas, valid UTF-8 without overlong forms or lone
  // surrogates. The problem's pointer is empty: a document that is not JSON has no places.
  static std::expected<Document, Problem> parse(std::string_view body, std::size_t depth_max);

  // An object of bare texts; a name that occurs more than once has an array of them. The views must
  // stay alive.
  using Parameter = std::pair<std::string_view, std::string_view>;
  static Document of_parameters(std::span<const Parameter> parameters);
  // An array of bare texts: what stands between the commas.
  static Document of_list(std::string_view text);

  const Node& at(std::uint32_t index) const { return nodes_[index]; }

 private:
  friend class DocumentBuilder;
  Document() = default;

  std::vector<Node> nodes_;
  std::unique_ptr<char[]> unescaped_;
};

}  // namespace meme::json
