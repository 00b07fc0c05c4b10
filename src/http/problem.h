// RFC 9457 problem details: the one shape of every refusal.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "json/json.h"

namespace meme::http {

// Where in the request a field problem lies.
enum class Part : std::uint8_t { body, query, path, header };
constexpr auto enum_names(Part) {
  return std::to_array<std::pair<Part, std::string_view>>({{Part::body, "body"},
                                                           {Part::query, "query"},
                                                           {Part::path, "path"},
                                                           {Part::header, "header"}});
}

struct FieldProblem {
  Part in = Part::body;
  std::string pointer;  // JSON pointer into the body; "/name" for parameters and headers
  std::string code;
  std::string detail;
};

// {"type":"/problems/slot-taken","title":…,"status":409,"code":"slot_taken","detail":…,
//  "instance":"<request id>","errors":[{"in","pointer","code","detail"}],…extensions}
struct Problem {
  unsigned status = 500;
  std::string code;    // snake_case, stable
  std::string detail;  // a sentence for people; may be empty
  std::vector<FieldProblem> errors{};
  std::string extensions{};  // further members, as `,"name":value`

  template <class T>
  Problem& with(std::string_view name, const T& value) {
    extensions.push_back(',');
    json::append_string(extensions, name);
    extensions.push_back(':');
    json::write(extensions, value);
    return *this;
  }
  Problem& with_errors(Part in, const json::Problems& problems);

  std::string text(std::string_view request_id) const;
};

// "Not Found"; "Error" for numbers without a standard phrase.
std::string_view reason_phrase(unsigned status);

}  // namespace meme::http
