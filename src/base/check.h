#pragma once
// MEME_ASSERT(condition): a broken invariant is a bug. The check stays on in every build; it prints
// where it failed and aborts, because a process that goes on after a broken invariant can only make
// the damage larger.

namespace meme {
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}  // namespace meme

#define MEME_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::meme::assertion_failed(#condition, __FILE__, __LINE__))
