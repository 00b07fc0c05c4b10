// The state of reading one document into described values: where we are, and every problem met so
// far.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "json/document.h"
#include "json/problem.h"

namespace meme::json {

// The way from the root to a value, kept on the stack; it becomes text only when there is a
// problem.
struct Path {
  const Path* parent = nullptr;
  std::string_view name;  // of a member
  std::size_t index = 0;  // of an element, when the name has no data
};

// Keeps at most 20 problems; a hostile document must not grow the answer.
class Reader {
 public:
  void refuse(const Path* at, std::string_view code, std::string detail);
  Problems take() { return std::move(problems_); }
  bool clean() const { return problems_.empty(); }

 private:
  Problems problems_;
};

// One value to be read.
struct Input {
  Reader& reader;
  const Document& document;
  std::uint32_t index = 0;
  const Path* path = nullptr;

  const Node& node() const { return document.at(index); }

  // Records the problem; always false, so that a codec can return it.
  bool refuse(std::string_view code, std::string detail) const {
    reader.refuse(path, code, std::move(detail));
    return false;
  }
  // "Must be …", with the code wrong_type.
  bool expected(std::string_view what) const;
};

}  // namespace meme::json
