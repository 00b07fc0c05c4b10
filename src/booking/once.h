// A retried request has one effect and one answer (B3).
#pragma once
#include "base/check.h"
#include "booking/json.h"
#include "booking/write.h"
#include "runtime/failpoints.h"

namespace meme::booking {

// Runs `decide() -> Result<T>` unless the caller's key has an answer already. The answer is stored
// in the same transaction as the effect. A refusal has no effect, so it is not stored: a later try
// with the same key is decided afresh.
template <class T, class Decide>
Result<Answer<T>> once(Write& write, const Request& request, Decide&& decide) {
  if (const auto stored = write.store().answer(request.caller.member, request.idempotency_key)) {
    if (stored->request_hash != request.request_hash) return refuse(BookingError::key_reused);
    auto value = json::read<T>(stored->body);
    MEME_ASSERT(value.has_value());
    return Answer<T>{std::move(*value), stored->body};
  }
  Result<T> decided = decide();
  if (!decided) return std::unexpected(std::move(decided.error()));
  Answer<T> answer{std::move(*decided), {}};
  json::write(answer.body, answer.value);
  write.store().insert_answer(AnswerRow{request.caller.member, request.idempotency_key,
                                        request.request_hash, answer.body, write.now()});
  MEME_FAILPOINT("booking.answer.inserted");
  return answer;
}

}  // namespace meme::booking
