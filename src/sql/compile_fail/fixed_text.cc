// Compiles: the text is fixed when the programme is built.
#include "sql/query.h"

constexpr meme::sql::Query query{"test.fixed", "SELECT 1"};

int main() {
  return query.name()[0] == 't' ? 0 : 1;
}
