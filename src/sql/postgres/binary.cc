#include "sql/postgres/binary.h"

#include <bit>
#include <cstring>
#include <limits>

#include <fmt/format.h>

namespace meme::sql::postgres {
namespace {

// From the server's catalogue pg_type, where these numbers are fixed.
constexpr Oid boolean = 16, bytes = 17, int8 = 20, int2 = 21, int4 = 23, plain_text = 25,
              float8 = 701, varchar = 1043;
constexpr Oid int2_array = 1005, int4_array = 1007, text_array = 1009, bytes_array = 1001,
              int8_array = 1016, float8_array = 1022;

// Big endian, as on the wire.
template <class Number>
void append_number(std::string& out, Number number) {
  for (int shift = (static_cast<int>(sizeof number) - 1) * 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> shift & 0xff));
  }
}

template <class Number>
Number read_number(const char* from) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    number = number << 8 | static_cast<unsigned char>(from[i]);
  }
  return static_cast<Number>(number);
}

[[noreturn]] void refuse(Oid type) {
  throw Error(fmt::format("a parameter of type {} cannot be this", type), 0);
}

template <class Number>
void append_checked(std::string& out, Oid type, std::int64_t value) {
  if (!std::in_range<Number>(value)) refuse(type);
  append_number(out, static_cast<Number>(value));
}

void append_integer(std::string& out, Oid type, std::int64_t value) {
  switch (type) {
    case int8:
      return append_number(out, value);
    case int4:
      return append_checked<std::int32_t>(out, type, value);
    case int2:
      return append_checked<std::int16_t>(out, type, value);
    case boolean:
      return out.push_back(value != 0 ? '\1' : '\0');
    case float8:
      return append_number(out, std::bit_cast<std::int64_t>(static_cast<double>(value)));
    default:
      refuse(type);
  }
}

Oid element_of(Oid array_type) {
  switch (array_type) {
    case int8_array:
      return int8;
    case int4_array:
      return int4;
    case int2_array:
      return int2;
    case text_array:
      return plain_text;
    case bytes_array:
      return bytes;
    case float8_array:
      return float8;
    default:
      throw Error(fmt::format("an array of type {} is not known here", array_type), 0);
  }
}

}  // namespace

void append_binary(std::string& out, Oid type, const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    append_integer(out, type, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    if (type != float8) refuse(type);
    append_number(out, std::bit_cast<std::int64_t>(*real));
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (type != plain_text && type != varchar) refuse(type);
    out.append(*text);
  } else if (const auto* blob = std::get_if<std::span<const std::byte>>(&value)) {
    if (type != bytes) refuse(type);
    out.append(reinterpret_cast<const char*>(blob->data()), blob->size());
  }
}

Oid type_of(const Value& value) {
  constexpr Oid types[] = {0, int8, float8, plain_text, bytes};
  return types[value.index()];
}

void append_key(std::string& out, const Value& value) {
  std::string bytes_of_it;
  if (value.index() != 0) append_binary(bytes_of_it, type_of(value), value);
  out.push_back(static_cast<char>(value.index()));
  append_number(out, static_cast<std::uint32_t>(bytes_of_it.size()));
  out += bytes_of_it;
}

ArrayColumn::ArrayColumn(Oid array_type) : element_(element_of(array_type)) {}

void ArrayColumn::append(const Value& value) {
  ++count_;
  if (value.index() == 0) {
    has_null_ = true;
    append_number(elements_, std::int32_t{-1});
    return;
  }
  const std::size_t begin = elements_.size();
  append_number(elements_, std::int32_t{0});
  append_binary(elements_, element_, value);
  std::string length;
  append_number(length, static_cast<std::int32_t>(elements_.size() - begin - 4));
  std::memcpy(elements_.data() + begin, length.data(), length.size());
}

// Dimensions, whether there are NULLs, the element's type, length, lower bound; then the elements.
std::string ArrayColumn::finish() const {
  std::string out;
  out.reserve(elements_.size() + 20);
  append_number(out, std::int32_t{1});
  append_number(out, std::int32_t{has_null_ ? 1 : 0});
  append_number(out, element_);
  append_number(out, count_);
  append_number(out, std::int32_t{1});
  return out += elements_;
}

bool ResultRow::is_null(int column) const {
  return PQgetisnull(result_, row_, column) == 1;
}

std::int64_t ResultRow::integer(int column) const {
  if (is_null(column)) return 0;
  const char* const from = PQgetvalue(result_, row_, column);
  switch (PQftype(result_, column)) {
    case int8:
      return read_number<std::int64_t>(from);
    case int4:
      return read_number<std::int32_t>(from);
    case int2:
      return read_number<std::int16_t>(from);
    case boolean:
      return *from;
    default:
      throw Error(fmt::format("column {} is no integer", PQfname(result_, column)), 0);
  }
}

double ResultRow::real(int column) const {
  if (is_null(column)) return 0;
  if (PQftype(result_, column) != float8) return static_cast<double>(integer(column));
  return std::bit_cast<double>(read_number<std::int64_t>(PQgetvalue(result_, row_, column)));
}

std::string_view ResultRow::text(int column) const {
  return {PQgetvalue(result_, row_, column),
          static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::span<const std::byte> ResultRow::blob(int column) const {
  const std::string_view raw = text(column);
  return std::as_bytes(std::span(raw));
}

}  // namespace meme::sql::postgres
