#include "http/router.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "http/percent.h"

namespace meme::http {

namespace {

[[noreturn]] void refuse(const Route& route, std::string_view why) {
  throw std::logic_error(fmt::format("route {} {}: {}", name_of(route.method), route.pattern, why));
}

// Cuts the first segment off "a/b/c".
std::string_view take_segment(std::string_view& path) {
  const auto slash = path.find('/');
  const auto segment = path.substr(0, slash);
  path.remove_prefix(slash == path.npos ? path.size() : slash + 1);
  return segment;
}

// "{n}.svg" is the parameter n before a literal ".svg".
struct Segment {
  bool parameter = false;
  std::string_view name;    // of the parameter, or the literal
  std::string_view suffix;  // after the parameter
};

Segment parse_segment(std::string_view text) {
  const auto close = text.find('}');
  if (!text.starts_with('{') || close == text.npos) return {false, text, {}};
  return {true, text.substr(1, close - 1), text.substr(close + 1)};
}

template <class F>
void each_segment(std::string_view pattern, F use) {
  std::string_view rest = pattern.substr(1);
  while (true) {
    const bool last = rest.find('/') == rest.npos;
    use(parse_segment(take_segment(rest)));
    if (last) return;
  }
}

}  // namespace

// One path segment. Literals are tried before parameters, those with a suffix before those
// without.
struct Router::Node {
  struct ParameterChild {
    std::string suffix;
    std::unique_ptr<Node> node;
  };
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> literals;
  std::vector<ParameterChild> parameters;
  std::array<const Entry*, method_count> entries{};

  Node& child(const Segment& segment);
  std::string allow() const;
  // The values of the parameters on the way, not yet decoded, are appended to `values`.
  const Node* find(std::string_view path, bool more, std::vector<std::string_view>& values) const;
};

Router::Node& Router::Node::child(const Segment& segment) {
  if (!segment.parameter) {
    for (auto& [text, node] : literals) {
      if (text == segment.name) return *node;
    }
    return *literals.emplace_back(std::string(segment.name), std::make_unique<Node>()).second;
  }
  for (auto& [suffix, node] : parameters) {
    if (suffix == segment.suffix) return *node;
  }
  ParameterChild made{std::string(segment.suffix), std::make_unique<Node>()};
  Node& node = *made.node;
  const auto shorter = std::ranges::find_if(
      parameters, [&](const auto& other) { return other.suffix.size() < made.suffix.size(); });
  parameters.insert(shorter, std::move(made));
  return node;
}

std::string Router::Node::allow() const {
  std::string out;
  for (std::size_t i = 0; i < method_count; ++i) {
    const auto method = static_cast<Method>(i);
    const bool head = method == Method::head && entries[static_cast<std::size_t>(Method::get)];
    if (entries[i] == nullptr && !head) continue;
    out.append(name_of(method)).append(", ");
  }
  if (!out.empty()) out.append("OPTIONS");
  return out;
}

const Router::Node* Router::Node::find(std::string_view path, bool more,
                                       std::vector<std::string_view>& values) const {
  if (!more)
    return std::ranges::any_of(entries, [](auto* e) { return e != nullptr; }) ? this : nullptr;
  const bool again = path.find('/') != path.npos;
  const std::string_view segment = take_segment(path);
  for (const auto& [text, node] : literals) {
    if (text != segment) continue;
    if (const Node* found = node->find(path, again, values)) return found;
  }
  for (const auto& [suffix, node] : parameters) {
    if (segment.size() <= suffix.size() || !segment.ends_with(suffix)) continue;
    values.push_back(segment.substr(0, segment.size() - suffix.size()));
    if (const Node* found = node->find(path, again, values)) return found;
    values.pop_back();
  }
  return nullptr;
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::insert(Route route, SyncHandler sync, AsyncHandler async) {
  MEME_ASSERT(!sealed_);
  entries_.push_back(std::make_unique<Entry>(
      Entry{std::move(route), std::move(sync), std::move(async), entries_.size()}));
}

void Router::serve_files(const AssetSet& files, std::string_view fallback, PageHead head) {
  files_ = &files;
  fallback_ = fallback;
  page_head_ = std::move(head);
}

void Router::link(const Entry& entry) {
  const Route& route = entry.route;
  Node* node = root_.get();
  std::vector<std::string_view> names;
  each_segment(route.pattern, [&](const Segment& segment) {
    if (segment.parameter) names.push_back(segment.name);
    node = &node->child(segment);
  });
  const auto named = [&](std::string_view name) {
    return std::ranges::find(route.path, name, &PathParameter::name) != route.path.end();
  };
  if (names.size() != route.path.size() || !std::ranges::all_of(names, named)) {
    refuse(route, "the pattern's parameters and .path differ");
  }
  const Entry*& place = node->entries[static_cast<std::size_t>(route.method)];
  if (place != nullptr) refuse(route, "is declared twice");
  place = &entry;
}

void Router::seal() {
  std::set<std::string_view> operations;
  for (const auto& entry : entries_) {
    const Route& route = entry->route;
    if (!route.pattern.starts_with('/')) refuse(route, "the pattern must begin with '/'");
    if (!route.policy) refuse(route, "has no policy");
    if (route.operation_id.empty() || route.summary.empty() || route.tag.empty()) {
      refuse(route, "needs an operation id, a summary and a tag");
    }
    if (!operations.insert(route.operation_id).second) refuse(route, "the operation id is taken");
    if (route.body && is_safe(route.method)) refuse(route, "a safe method takes no body");
    link(*entry);
  }
  sealed_ = true;
}

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  std::vector<std::string_view> values;
  const Node* node = root_->find(path.substr(1), true, values);
  if (node == nullptr) return match;
  const Entry* entry = node->entries[static_cast<std::size_t>(method)];
  if (entry == nullptr && method == Method::head) {
    entry = node->entries[static_cast<std::size_t>(Method::get)];
  }
  if (entry == nullptr) {
    match.allow = node->allow();
    return match;
  }
  std::size_t i = 0;
  bool good = true;
  if (!values.empty()) {
    each_segment(entry->route.pattern, [&](const Segment& segment) {
      if (!segment.parameter || !good) return;
      auto value = percent_decode(values[i++], false);
      const auto declared =
          std::ranges::find(entry->route.path, segment.name, &PathParameter::name);
      good = value && declared->accepts(*value);
      if (good) match.parameters.push_back({segment.name, std::move(*value)});
    });
  }
  if (good) match.entry = entry;
  return match;
}

bool Router::begins_a_route(std::string_view path) const {
  path.remove_prefix(1);
  const std::string_view first = take_segment(path);
  return std::ranges::any_of(root_->literals,
                             [first](const auto& literal) { return literal.first == first; });
}

}  // namespace meme::http
