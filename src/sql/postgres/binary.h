// PostgreSQL's binary forms of values: what parameters are sent as and columns come as.
#pragma once
#include <libpq-fe.h>

#include <cstdint>
#include <string>

#include "sql/session.h"

namespace meme::sql::postgres {

// Appends the value as the type wants it, without a length. Not for NULL. Throws sql::Error when
// the type cannot hold it.
void append_binary(std::string& out, Oid type, const Value& value);

// The type to give a parameter whose type the statement leaves open; 0: let the server choose.
Oid type_of(const Value& value);

// Appends something that differs for different values.
void append_key(std::string& out, const Value& value);

// The elements of one array parameter.
class ArrayColumn {
 public:
  explicit ArrayColumn(Oid array_type);

  void append(const Value& value);
  std::string finish() const;

 private:
  Oid element_;
  std::int32_t count_ = 0;
  bool has_null_ = false;
  std::string elements_;
};

// One row of a result in binary form.
class ResultRow final : public Row {
 public:
  ResultRow(const PGresult* result, int row) : result_(result), row_(row) {}

  bool is_null(int column) const override;
  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string_view text(int column) const override;
  std::span<const std::byte> blob(int column) const override;
  int columns() const override { return PQnfields(result_); }

 private:
  const PGresult* result_;
  int row_;
};

}  // namespace meme::sql::postgres
