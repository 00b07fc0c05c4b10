#include "history.h"

#include <array>
#include <boost/json.hpp>
#include <optional>

namespace meme::checker {
namespace {

constexpr std::array<std::string_view, 7> kinds{"hold",    "book", "approve", "move",
                                                "release", "read", "last"};
constexpr std::array<std::string_view, 3> outcomes{"ok", "refused", "unknown"};

// Every numeric member by its name in the text.
template <class Visit, class AnyOperation>
void each_number(AnyOperation& operation, Visit visit) {
  visit("process", operation.process);
  visit("invoked", operation.invoked);
  visit("completed", operation.completed);
  visit("artist", operation.artist);
  visit("start", operation.start);
  visit("end", operation.end);
  visit("claim", operation.claim);
  visit("hold", operation.hold);
  visit("fence", operation.fence);
  visit("endsAt", operation.ends_at);
  visit("version", operation.version);
  visit("member", operation.member);
  visit("request", operation.request);
  visit("answer", operation.answer);
}

template <class E, std::size_t N>
std::optional<E> find_name(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

std::string_view text_of(const boost::json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string())
                                                : std::string_view();
}

std::optional<Operation> read_operation(const boost::json::object& object, std::string& why) {
  Operation operation;
  const auto kind = find_name<Kind>(kinds, text_of(object, "kind"));
  const auto outcome = find_name<Outcome>(outcomes, text_of(object, "outcome"));
  if (!kind || !outcome) {
    why = "unknown kind or outcome";
    return std::nullopt;
  }
  operation.kind = *kind;
  operation.outcome = *outcome;
  each_number(operation, [&](std::string_view name, auto& number) {
    const auto* value = object.if_contains(name);
    if (value == nullptr) return;
    boost::system::error_code failed;
    number = value->to_number<std::remove_reference_t<decltype(number)>>(failed);
    if (failed) why = std::string(name) + " is no whole number";
  });
  operation.key = text_of(object, "key");
  const auto* active = object.if_contains("active");
  operation.active = active != nullptr && active->is_bool() && active->get_bool();
  if (!why.empty()) return std::nullopt;
  return operation;
}

}  // namespace

std::string_view name_of(Kind kind) {
  return kinds[static_cast<std::size_t>(kind)];
}
std::string_view name_of(Outcome outcome) {
  return outcomes[static_cast<std::size_t>(outcome)];
}

void append_line(std::string& out, const Operation& operation) {
  boost::json::object object;
  object["kind"] = name_of(operation.kind);
  object["outcome"] = name_of(operation.outcome);
  each_number(operation, [&](std::string_view name, const auto& number) {
    if (number != 0 && !(name == "endsAt" && operation.ends_at == never)) object[name] = number;
  });
  if (!operation.key.empty()) object["key"] = operation.key;
  if (operation.active) object["active"] = true;
  out += boost::json::serialize(object);
}

std::expected<History, std::string> read_lines(std::string_view text) {
  History history;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const auto length = text.find('\n');
    const auto line = text.substr(0, length);
    text.remove_prefix(length == std::string_view::npos ? text.size() : length + 1);
    if (line.empty()) continue;
    boost::system::error_code failed;
    const auto value = boost::json::parse(line, failed);
    std::string why = failed || !value.is_object() ? "no JSON object" : "";
    const auto operation = why.empty() ? read_operation(value.get_object(), why) : std::nullopt;
    if (!operation) return std::unexpected("line " + std::to_string(number) + ": " + why);
    history.push_back(*operation);
  }
  return history;
}

}  // namespace meme::checker
