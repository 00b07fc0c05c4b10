// One text as every part of a request that handlers look into: path and query, cookies, lists,
// tags, trace context, origin. What is taken out of it lies within it; what was decoded can be
// encoded again.
//
// Parsers: http/request.cc http/percent.cc http/syntax.cc
#include <cstdint>

#include "base/check.h"
#include "http/percent.h"
#include "http/request.h"
#include "http/syntax.h"

namespace meme::http {
namespace {

struct Question {
  std::string word;
  std::optional<std::int64_t> number;
  std::vector<std::string> list;
};
void describe(json::Describe<Question>& d) {
  d.field("word", &Question::word, "", {.required = false, .max_length = 20});
  d.field("number", &Question::number, "", {.min = 0, .max = 9});
  d.field("list", &Question::list, "", {.required = false, .max_items = 3});
}

constexpr KnownField listed[] = {KnownField::cookie, KnownField::if_none_match,
                                 KnownField::forwarded, KnownField::content_type};

// A head whose target and one of whose fields are the text.
RequestHead head_of(std::string_view text, std::size_t field) {
  const auto length = static_cast<std::uint32_t>(text.size());
  RequestHead head;
  head.base = text.data();
  head.target = {0, length};
  head.path_length = static_cast<std::uint32_t>(std::min(text.find('?'), text.size()));
  head.fields.push_back({listed[field % std::size(listed)], {}, {0, length}});
  return head;
}

bool inside(std::string_view part, std::string_view whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_request(std::string_view text, std::size_t field) {
  const RequestHead head = head_of(text, field);
  Request request({.head = &head, .body = "{}", .local_peer = true});
  MEME_ASSERT(inside(request.cookie("meme_session"), text));
  MEME_ASSERT(request.query_text().size() + request.path().size() <= text.size());
  MEME_ASSERT(!request.client_has("") && (request.local() || !text.empty()));
  request.client_has("\"a\"");
  if (const auto question = request.query<Question>()) {
    MEME_ASSERT(question->word.size() <= 20 * 4 && question->list.size() <= 3);
    MEME_ASSERT(!question->number || (*question->number >= 0 && *question->number <= 9));
  } else {
    MEME_ASSERT(question.error().status == 400);
  }
  if (const auto body = request.read<Question>(); !body) {
    MEME_ASSERT(body.error().status == 415 || body.error().status == 422);
  }
}

void check_syntax(std::string_view text) {
  for (const bool plus_is_space : {false, true}) {
    if (const auto plain = percent_decode(text, plus_is_space)) {
      MEME_ASSERT(percent_decode(percent_encode(*plain), plus_is_space) == plain);
    }
  }
  MEME_ASSERT(media_type(text).size() <= text.size());
  MEME_ASSERT(inside(trace_id(text), text));
  for (std::string_view part : Split(text, ',')) MEME_ASSERT(inside(part, text));
  accepts(text, "gzip");
  const auto split = text.find('\n');
  if (split != text.npos) same_origin(text.substr(0, split), text.substr(split + 1));
}

}  // namespace
}  // namespace meme::http

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  meme::http::check_request(text, bytes[0]);
  meme::http::check_syntax(text);
  return 0;
}
