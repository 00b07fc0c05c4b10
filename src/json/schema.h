// JSON Schema 2020-12 of described types, as OpenAPI 3.1 uses it.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace meme::json {

struct FieldSchema {
  std::string name;
  std::string detail;
  std::string prefix;  // `"name":`, ready for writing
  bool required = true;
};

struct ObjectSchema {
  std::string name;
  std::string summary;
  std::vector<FieldSchema> fields;
};

// Appends `"name":value` to a schema, which is the text of an object.
void add_to_schema(std::string& schema, std::string_view name, std::string_view value);

// Collects the named schemas that references point to. One thread.
class Schemas {
 public:
  using FieldSchemas = std::function<std::vector<std::string>(Schemas&)>;

  // A reference to the object's schema, which is written at the first call, or the schema itself
  // when it has no name. Throws std::logic_error when two different types have the same name.
  std::string object(const ObjectSchema& object, const FieldSchemas& fields);

  // {"Name":{…},…}
  std::string components() const;

 private:
  struct Component {
    const ObjectSchema* object;
    std::string schema;
  };
  std::map<std::string, Component, std::less<>> components_;
};

// A type as a value, for tables of routes.
struct TypeRef {
  std::string (*schema)(Schemas&) = nullptr;
  explicit operator bool() const { return schema != nullptr; }
};

}  // namespace meme::json
