#include "json/schema.h"

#include <fmt/format.h>

#include <stdexcept>

#include "json/text.h"

namespace meme::json {

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

std::string object_schema(const ObjectSchema& object, const std::vector<std::string>& fields) {
  std::string out = R"({"type":"object")";
  if (!object.summary.empty()) add_to_schema(out += '}', "description", quoted(object.summary));
  if (out.back() == '}') out.pop_back();
  out.append(R"(,"properties":{)");
  std::string required;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const FieldSchema& field = object.fields[i];
    std::string schema = fields[i];
    if (!field.detail.empty()) add_to_schema(schema, "description", quoted(field.detail));
    if (i != 0) out.push_back(',');
    out.append(field.prefix).append(schema);
    if (!field.required) continue;
    if (!required.empty()) required.push_back(',');
    required.append(quoted(field.name));
  }
  out.push_back('}');
  if (!required.empty()) out.append(R"(,"required":[)").append(required).push_back(']');
  out.append(R"(,"additionalProperties":false})");
  return out;
}

}  // namespace

void add_to_schema(std::string& schema, std::string_view name, std::string_view value) {
  schema.pop_back();
  if (schema.back() != '{') schema.push_back(',');
  append_string(schema, name);
  schema.push_back(':');
  schema.append(value).push_back('}');
}

std::string Schemas::object(const ObjectSchema& object, const FieldSchemas& fields) {
  if (object.name.empty()) return object_schema(object, fields(*this));
  const auto [place, added] = components_.try_emplace(object.name, Component{&object, {}});
  if (place->second.object != &object) {
    throw std::logic_error(fmt::format("two JSON types are called {}", object.name));
  }
  if (added) {
    std::string schema = object_schema(object, fields(*this));
    components_.find(object.name)->second.schema = std::move(schema);
  }
  return fmt::format(R"({{"$ref":"#/components/schemas/{}"}})", object.name);
}

std::string Schemas::components() const {
  std::string out = "{";
  for (const auto& [name, component] : components_) {
    if (out.size() > 1) out.push_back(',');
    append_string(out, name);
    out.push_back(':');
    out.append(component.schema);
  }
  out.push_back('}');
  return out;
}

}  // namespace meme::json
