// Any words as a command's arguments: each is taken once, as a setting, a value, a word or a
// switch, or refused with a sentence.
//
// Parsers: app/arguments.cc
#include "app/arguments.h"

#include <cstdint>
#include <stdexcept>

#include "base/check.h"

namespace {

using namespace meme::app;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find('\n'));
    words.emplace_back(word);
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return words;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto words = words_of({reinterpret_cast<const char*>(bytes), size});
  auto parts = split_arguments(words);
  MEME_ASSERT(parts.own.size() + parts.settings.size() == words.size());
  try {
    const bool all = parts.take_switch("all");
    const std::string count = parts.take_value("count");
    const std::string word = parts.take_word("Say which one.");
    MEME_ASSERT(!word.starts_with("--"));
    refuse_arguments(parts.own);
    const std::size_t taken = (all ? 1 : 0) + (count.empty() ? 0 : 1) + 1;
    MEME_ASSERT(words.size() >= parts.settings.size() + taken);
  } catch (const std::invalid_argument& refused) {
    MEME_ASSERT(*refused.what() != '\0');
  }
  return 0;
}
