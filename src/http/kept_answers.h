// The kept answers of one I/O thread by raw request target, at most so many bytes: those that
// nobody asked for since the last time round make room. One thread.
#pragma once
#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/kept_answer.h"
#include "http/router.h"
#include "runtime/metrics.h"

namespace meme::http {

class KeptAnswers {
 public:
  struct Entry {
    std::string target;
    const Router::Entry* route = nullptr;
    std::shared_ptr<const KeptAnswer> answer;
    std::shared_ptr<const std::string> gzip{};  // from the first client on that wants it
    std::size_t bytes = 0;
    bool asked = false;  // since the hand came by
  };

  KeptAnswers(std::size_t bytes_max, runtime::Counter& given_again)
      : bytes_max_(bytes_max), given_again_(given_again) {}

  // Nothing when there is none or it is not fresh. Valid until the next call of keep().
  Entry* find(std::string_view target);
  // Replaces what was kept for the target. Nothing when the answer is too large to be kept.
  Entry* keep(std::string_view target, const Router::Entry& route,
              std::shared_ptr<const KeptAnswer> answer);
  // The compressed text, made once.
  std::shared_ptr<const std::string> gzipped(Entry& entry);

  std::size_t bytes() const { return bytes_; }
  std::size_t count() const { return ring_.size(); }

 private:
  using Ring = std::list<Entry>;
  void forget(Ring::iterator place);
  void make_room(const Entry& keep);

  std::size_t bytes_max_;
  runtime::Counter& given_again_;
  std::size_t bytes_ = 0;
  Ring ring_;
  Ring::iterator hand_ = ring_.end();
  std::unordered_map<std::string_view, Ring::iterator> by_target_;  // views into the entries
};

}  // namespace meme::http
