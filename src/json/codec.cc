#include "json/codec.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/time.h"
#include "json/describe.h"

namespace meme::json {

namespace detail {

namespace {

// A bare text as a number of type N; the whole text must be used.
template <class N>
bool parse_bare(std::string_view text, N& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

// 120000.0 is an integer in JSON Schema. Doubles hold integers exactly up to 2^53.
bool exact_integer(double number, std::int64_t& value) {
  constexpr double exact_max = 9007199254740992.0;
  if (std::abs(number) > exact_max || number != std::trunc(number)) return false;
  value = static_cast<std::int64_t>(number);
  return true;
}

bool in_range(const Input& in, double value, std::optional<std::int64_t> min,
              std::optional<std::int64_t> max) {
  if (min && value < static_cast<double>(*min)) {
    return in.refuse(code::out_of_range, fmt::format("Must be at least {}.", *min));
  }
  if (max && value > static_cast<double>(*max)) {
    return in.refuse(code::out_of_range, fmt::format("Must be at most {}.", *max));
  }
  return true;
}

}  // namespace

bool read_integer(const Input& in, std::int64_t& value, std::int64_t min, std::int64_t max) {
  const Node& node = in.node();
  bool whole = false;
  if (node.kind == Kind::integer) {
    value = node.integer;
    whole = true;
  } else if (node.kind == Kind::number) {
    whole = exact_integer(node.number, value);
    if (!whole && std::abs(node.number) >= 1e15) {
      return in.refuse(code::out_of_range, fmt::format("Must be from {} to {}.", min, max));
    }
  } else if (node.kind == Kind::bare) {
    whole = parse_bare(node.text, value);
  }
  if (!whole) return in.expected("a whole number");
  if (value >= min && value <= max) return true;
  return in.refuse(code::out_of_range, fmt::format("Must be from {} to {}.", min, max));
}

bool read_number(const Input& in, double& value, const Bounds& bounds) {
  const Node& node = in.node();
  if (node.kind == Kind::integer) {
    value = static_cast<double>(node.integer);
  } else if (node.kind == Kind::number) {
    value = node.number;
  } else if (node.kind != Kind::bare || !parse_bare(node.text, value)) {
    return in.expected("a number");
  }
  if (!std::isfinite(value)) return in.refuse(code::out_of_range, "Must be a smaller number.");
  return in_range(in, value, bounds.min, bounds.max);
}

bool read_bool(const Input& in, bool& value) {
  const Node& node = in.node();
  if (node.kind == Kind::boolean) {
    value = node.truth;
    return true;
  }
  value = node.text == "true";
  return (node.kind == Kind::bare && (value || node.text == "false")) ||
         in.expected("true or false");
}

bool read_text(const Input& in, std::string_view& text, std::string_view what) {
  const Node& node = in.node();
  if (node.kind != Kind::string && node.kind != Kind::bare) return in.expected(what);
  text = node.text;
  return true;
}

bool refuse_format(const Input& in, std::string_view what) {
  return in.refuse(code::invalid_format, fmt::format("Must be {}.", what));
}

bool read_string(const Input& in, std::string& value, const Bounds& bounds) {
  std::string_view text;
  if (!read_text(in, text, "a string")) return false;
  const auto length = count_code_points(text);
  if (!length) return in.refuse(code::invalid_utf8, "Must be UTF-8.");
  const std::size_t min = bounds.min_length.value_or(0);
  const std::size_t max = bounds.max_length.value_or(default_length_max);
  if (*length < min) {
    return in.refuse(code::too_short, fmt::format("Must have at least {} characters.", min));
  }
  if (*length > max) {
    return in.refuse(code::too_long, fmt::format("Must have at most {} characters.", max));
  }
  if (has_control(text, bounds.multiline)) {
    return in.refuse(code::invalid_text, "Must not contain control characters.");
  }
  value.assign(text);
  return true;
}

Elements::Elements(const Input& in, const Bounds& bounds)
    : document_(&in.document), array_(in.index) {
  if (in.node().kind == Kind::bare) {
    split_ = Document::of_list(in.node().text);
    document_ = &*split_;
    array_ = 0;
  } else if (in.node().kind != Kind::array) {
    in.expected("an array");
    return;
  }
  const std::size_t min = bounds.min_items.value_or(0);
  const std::size_t max = bounds.max_items.value_or(default_items_max);
  if (count() < min) {
    in.refuse(code::too_few, fmt::format("Must have at least {} items.", min));
  } else if (count() > max) {
    in.refuse(code::too_many, fmt::format("Must have at most {} items.", max));
  } else {
    usable_ = true;
  }
}

std::string integer_schema(const Bounds& bounds, std::size_t bytes) {
  std::string out = R"({"type":"integer")";
  if (bytes >= 4) out.append(bytes == 8 ? R"(,"format":"int64")" : R"(,"format":"int32")");
  if (bounds.min) out.append(fmt::format(R"(,"minimum":{})", *bounds.min));
  if (bounds.max) out.append(fmt::format(R"(,"maximum":{})", *bounds.max));
  out.push_back('}');
  return out;
}

std::string number_schema(const Bounds& bounds) {
  std::string out = R"({"type":"number")";
  if (bounds.min) out.append(fmt::format(R"(,"minimum":{})", *bounds.min));
  if (bounds.max) out.append(fmt::format(R"(,"maximum":{})", *bounds.max));
  out.push_back('}');
  return out;
}

std::string string_schema(const Bounds& bounds) {
  std::string out = R"({"type":"string")";
  if (bounds.min_length) out.append(fmt::format(R"(,"minLength":{})", *bounds.min_length));
  if (bounds.max_length) out.append(fmt::format(R"(,"maxLength":{})", *bounds.max_length));
  out.push_back('}');
  return out;
}

std::string array_schema(const Bounds& bounds, std::string_view items) {
  std::string out = R"({"type":"array","items":)";
  out.append(items);
  if (bounds.min_items) out.append(fmt::format(R"(,"minItems":{})", *bounds.min_items));
  if (bounds.max_items) out.append(fmt::format(R"(,"maxItems":{})", *bounds.max_items));
  out.push_back('}');
  return out;
}

}  // namespace detail

namespace {

template <class T>
bool take(const std::optional<T>& parsed, T& value) {
  if (parsed) value = *parsed;
  return parsed.has_value();
}

struct MoneyForm {
  std::int64_t amount = 0;
  std::string currency;
};

void describe(Describe<MoneyForm>& d) {
  d.name("Money").summary("An amount of money in whole won.");
  d.field("amount", &MoneyForm::amount, "Whole won.",
          {.min = -1'000'000'000'000, .max = 1'000'000'000'000});
  d.field("currency", &MoneyForm::currency, "Always KRW.", {.min_length = 3, .max_length = 3});
}

}  // namespace

bool TextForm<Instant>::parse(std::string_view text, Instant& value) {
  return take(parse_instant(text), value);
}

bool TextForm<Minute>::parse(std::string_view text, Minute& value) {
  return take(parse_minute(text), value);
}

bool TextForm<Date>::parse(std::string_view text, Date& value) {
  return take(parse_date(text), value);
}

bool TextForm<std::chrono::year_month>::parse(std::string_view text,
                                              std::chrono::year_month& value) {
  const auto first = parse_date(std::string(text) + "-01");
  if (first) value = {first->year(), first->month()};
  return first.has_value();
}

void TextForm<std::chrono::year_month>::append(std::string& out, std::chrono::year_month value) {
  std::string date;
  append_date(date, value / 1);
  out.append(date, 0, date.size() - 3);
}

bool TextForm<TimeOfDay>::parse(std::string_view text, TimeOfDay& value) {
  return take(parse_time_of_day(text), value.minutes);
}

bool Codec<Money>::read(const Input& in, Money& value, const Bounds& bounds) {
  MoneyForm form;
  if (!Codec<MoneyForm>::read(in, form, bounds)) return false;
  if (form.currency != "KRW") {
    const Path path{in.path, "currency", 0};
    in.reader.refuse(&path, code::unknown_value, "Must be KRW.");
    return false;
  }
  value.amount = form.amount;
  return detail::in_range(in, static_cast<double>(value.amount), bounds.min, bounds.max);
}

std::string Codec<Money>::schema(Schemas& schemas, const Bounds& bounds) {
  return Codec<MoneyForm>::schema(schemas, bounds);
}

}  // namespace meme::json
