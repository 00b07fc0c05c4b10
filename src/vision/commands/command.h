// One command of meme-vision and how it reads its arguments.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace meme::vision {

// Takes its arguments one by one; what is left at the end is refused. All refusals are
// std::invalid_argument with a sentence.
class Arguments {
 public:
  explicit Arguments(std::span<const std::string> all) : left_(all.begin(), all.end()) {}

  // The next that is no flag.
  std::string word(std::string_view what);
  std::string word_or(std::string fallback);
  // --name=value.
  std::string text(std::string_view name, std::string fallback);
  double number(std::string_view name, double fallback);
  bool has(std::string_view name);
  void finish() const;

 private:
  std::vector<std::string> left_;
};

// The exit status: 0 done, 1 could not be done.
struct Command {
  std::string_view name, usage, summary;
  int (*run)(Arguments arguments);
};
std::span<const Command> commands();

int run_demo(Arguments arguments);
int run_import(Arguments arguments);
int run_split(Arguments arguments);
int run_sets(Arguments arguments);
int run_check(Arguments arguments);
int run_score(Arguments arguments);

}  // namespace meme::vision
