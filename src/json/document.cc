#include "json/document.h"

#include <fmt/format.h>
#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>

#include "json/text.h"

namespace meme::json {

namespace {
using ParseError = boost::json::error_code;
using Text = boost::json::string_view;
}  // namespace

// Receives Boost.JSON's events and lays out the nodes. Unescaped text is never longer than its
// source, so the buffer for it is allocated once and never moves.
class DocumentBuilder {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  explicit DocumentBuilder(std::string_view body) : body_(body) {
    document_.nodes_.reserve(std::min<std::size_t>(body.size() / 8 + 4, 4096));
  }

  Document take() { return std::move(document_); }
  // Bytes of the source up to the end of the last text or number read.
  std::size_t position() const { return position_; }

  bool on_document_begin(ParseError&) { return true; }
  bool on_document_end(ParseError&) { return true; }
  bool on_object_begin(ParseError&) { return open(Kind::object); }
  bool on_object_end(std::size_t count, ParseError&) { return close(count); }
  bool on_array_begin(ParseError&) { return open(Kind::array); }
  bool on_array_end(std::size_t count, ParseError&) { return close(count); }
  bool on_key_part(Text text, std::size_t, ParseError&) { return keep(text); }
  bool on_key(Text text, std::size_t, ParseError&) { return add_text(text); }
  bool on_string_part(Text text, std::size_t, ParseError&) { return keep(text); }
  bool on_string(Text text, std::size_t, ParseError&) { return add_text(text); }
  bool on_number_part(Text, ParseError&) { return true; }
  bool on_int64(std::int64_t value, Text text, ParseError&) {
    reached(text);
    add(Kind::integer).integer = value;
    return true;
  }
  bool on_uint64(std::uint64_t value, Text, ParseError&) {
    add(Kind::number).number = static_cast<double>(value);
    return true;
  }
  bool on_double(double value, Text, ParseError&) {
    add(Kind::number).number = value;
    return true;
  }
  bool on_bool(bool value, ParseError&) {
    add(Kind::boolean).truth = value;
    return true;
  }
  bool on_null(ParseError&) {
    add(Kind::null);
    return true;
  }
  bool on_comment_part(Text, ParseError&) { return true; }
  bool on_comment(Text, ParseError&) { return true; }

  Node& add(Kind kind) {
    Node& node = document_.nodes_.emplace_back();
    node.kind = kind;
    node.end = static_cast<std::uint32_t>(document_.nodes_.size());
    return node;
  }
  bool open(Kind kind) {
    open_.push_back(static_cast<std::uint32_t>(document_.nodes_.size()));
    add(kind);
    return true;
  }
  bool close(std::size_t count) {
    Node& node = document_.nodes_[open_.back()];
    node.count = static_cast<std::uint32_t>(count);
    node.end = static_cast<std::uint32_t>(document_.nodes_.size());
    open_.pop_back();
    return true;
  }

 private:
  bool in_source(Text text) const {
    const std::less_equal<const char*> before;
    return before(body_.data(), text.data()) &&
           before(text.data() + text.size(), body_.data() + body_.size());
  }

  void reached(Text text) {
    if (in_source(text)) {
      position_ = static_cast<std::size_t>(text.data() + text.size() - body_.data());
    }
  }

  bool keep(Text part) {
    if (!document_.unescaped_) {
      document_.unescaped_ = std::make_unique_for_overwrite<char[]>(body_.size());
    }
    std::copy(part.begin(), part.end(), document_.unescaped_.get() + used_);
    used_ += part.size();
    return true;
  }

  // A text that came whole stays where it is in the source. One that came in parts ends in the
  // buffer, and so does one that begins with an escape: it comes whole, but in memory of the
  // parser's that the next text takes.
  bool add_text(Text last) {
    reached(last);
    if (used_ == taken_ && in_source(last)) {
      add(Kind::string).text = {last.data(), last.size()};
      return true;
    }
    keep(last);
    add(Kind::string).text = {document_.unescaped_.get() + taken_, used_ - taken_};
    taken_ = used_;
    return true;
  }

  Document document_;
  std::vector<std::uint32_t> open_;
  std::string_view body_;
  std::size_t position_ = 0;
  std::size_t used_ = 0;   // of the buffer
  std::size_t taken_ = 0;  // of the buffer, by finished texts
};

namespace {

// Boost.JSON does not say where it stopped; the end of the last name, text or number it read is
// close enough.
Problem problem_of(ParseError error, std::string_view body, std::size_t after) {
  using Reason = boost::json::error;
  const auto is = [&error](Reason reason) { return error == reason; };
  const auto problem = [](std::string_view code, std::string detail) {
    return Problem{"", std::string(code), std::move(detail)};
  };
  if (is(Reason::too_deep)) return problem(code::too_deep, "The document is nested too deeply.");
  if (is(Reason::illegal_leading_surrogate) || is(Reason::illegal_trailing_surrogate) ||
      is(Reason::expected_utf16_escape)) {
    return problem(code::invalid_utf8, fmt::format("Lone surrogate after byte {}.", after));
  }
  if (!count_code_points(body)) return problem(code::invalid_utf8, "The text is not UTF-8.");
  if (is(Reason::incomplete)) return problem(code::malformed_json, "The document ends too early.");
  return problem(code::malformed_json, fmt::format("Not JSON after byte {}.", after));
}

}  // namespace

std::expected<Document, Problem> Document::parse(std::string_view body, std::size_t depth_max) {
  boost::json::parse_options options;
  options.max_depth = depth_max;
  boost::json::basic_parser<DocumentBuilder> parser(options, body);
  ParseError error;
  const std::size_t used = parser.write_some(false, body.data(), body.size(), error);
  if (!error && used < body.size()) error = boost::json::error::extra_data;
  if (error) return std::unexpected(problem_of(error, body, parser.handler().position()));
  return parser.handler().take();
}

Document Document::of_parameters(std::span<const Parameter> parameters) {
  DocumentBuilder builder({});
  builder.open(Kind::object);
  std::size_t names = 0;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string_view name = parameters[i].first;
    const auto same = [name](const Parameter& other) { return other.first == name; };
    if (std::ranges::any_of(parameters.first(i), same)) continue;
    ++names;
    builder.add(Kind::string).text = name;
    const auto count = std::ranges::count_if(parameters.subspan(i), same);
    if (count > 1) builder.open(Kind::array);
    for (const Parameter& other : parameters.subspan(i)) {
      if (same(other)) builder.add(Kind::bare).text = other.second;
    }
    if (count > 1) builder.close(static_cast<std::size_t>(count));
  }
  builder.close(names);
  return builder.take();
}

Document Document::of_list(std::string_view text) {
  DocumentBuilder builder({});
  builder.open(Kind::array);
  std::size_t count = 1;
  for (auto comma = text.find(','); comma != text.npos; comma = text.find(',')) {
    builder.add(Kind::bare).text = text.substr(0, comma);
    text.remove_prefix(comma + 1);
    ++count;
  }
  builder.add(Kind::bare).text = text;
  builder.close(count);
  return builder.take();
}

}  // namespace meme::json
