// Statements and schema steps. Their text is fixed at compile time: the constructors are consteval,
// so text put together while running cannot become a statement. Written in .sql files as `-- name:
// insert_claim`; where one text does not serve both engines, a second block `-- name: insert_claim
// engine: postgres` overrides it for that engine.
#pragma once
#include <cstdint>

namespace meme::sql {

enum class Engine : std::uint8_t { sqlite, postgres };

// A text for PostgreSQL that takes arrays instead of values, `-- name: x engine: postgres rows:
// claim/2`: many rows are one statement. The first `key` parameters tell the row, the very first
// alone what its order matters for (an artist's claims). A look-up gives the number of the array
// element, from 1, as its last column.
struct Rows {
  const char* table = nullptr;  // null: the text takes values
  int key = 0;
};

class Query {
 public:
  // Parameters are $1, $2 … without gaps. One statement, without ';'.
  consteval Query(const char* name, const char* text, const char* postgres_text = nullptr,
                  Rows rows = {})
      : name_(name),
        text_(text),
        postgres_text_(postgres_text ? postgres_text : text),
        rows_(rows) {
    if (*name == '\0' || *text == '\0') throw "a statement needs a name and a text";
  }

  constexpr const char* name() const { return name_; }
  constexpr const char* text(Engine engine) const {
    return engine == Engine::postgres ? postgres_text_ : text_;
  }
  constexpr const Rows& rows() const { return rows_; }

 private:
  const char* name_;
  const char* text_;
  const char* postgres_text_;
  Rows rows_;
};

// One forward-only step of a module's schema; several statements. Numbers count from 1 without
// gaps.
class Migration {
 public:
  consteval Migration(int number, const char* name, const char* text,
                      const char* postgres_text = nullptr)
      : number_(number),
        name_(name),
        text_(text),
        postgres_text_(postgres_text ? postgres_text : text) {}

  constexpr int number() const { return number_; }
  constexpr const char* name() const { return name_; }
  constexpr const char* text(Engine engine) const {
    return engine == Engine::postgres ? postgres_text_ : text_;
  }

 private:
  int number_;
  const char* name_;
  const char* text_;
  const char* postgres_text_;
};

}  // namespace meme::sql
