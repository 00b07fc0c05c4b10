// check-history FILE [--clock-tolerance MS]: reads a history as JSON lines ("-" for standard
// input), prints each violation, and ends with 0 when there is none, 1 when there are some, 2 when
// the file cannot be read.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "checker.h"

int main(int count, char** arguments) {
  if (count != 2 && count != 4) {
    std::fprintf(stderr, "usage: check-history FILE [--clock-tolerance MS]\n");
    return 2;
  }
  const std::string path = arguments[1];
  std::ifstream file(path);
  std::istream& input = path == "-" ? std::cin : file;
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  const auto history = meme::checker::read_lines(text);
  if (!history || (path != "-" && !file.is_open())) {
    const auto why = history ? std::string("cannot be opened") : history.error();
    std::fprintf(stderr, "%s: %s\n", path.c_str(), why.c_str());
    return 2;
  }
  meme::checker::Tolerance tolerance;
  if (count == 4) tolerance.clock = std::atoll(arguments[3]);
  const auto violations = meme::checker::check(*history, tolerance);
  for (const auto& violation : violations) {
    std::printf("%s: %s\n", std::string(name_of(violation.rule)).c_str(), violation.what.c_str());
  }
  std::printf("%zu operations, %zu violations\n", history->size(), violations.size());
  return violations.empty() ? 0 : 1;
}
