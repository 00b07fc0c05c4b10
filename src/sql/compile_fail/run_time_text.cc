// Must not compile: the text is made while the programme runs.
#include <string>

#include "sql/query.h"

int main(int, char** arguments) {
  const std::string text = std::string("SELECT ") + arguments[0];
  const meme::sql::Query query{"test.run_time", text.c_str()};
  return query.name()[0] == 't' ? 0 : 1;
}
