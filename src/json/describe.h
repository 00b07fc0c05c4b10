// A value type is described once; that reads it, writes it and gives its schema:
//
//   struct HoldRequest { PortfolioId portfolio; Minute start; std::optional<std::string> note; };
//   inline void describe(json::Describe<HoldRequest>& d) {
//     d.name("HoldRequest").summary("Asks for a time.");
//     d.field("portfolioId", &HoldRequest::portfolio, "The portfolio to book.");
//     d.field("note", &HoldRequest::note, "For the artist.", {.max_length = 500});
//   }
//
// std::optional fields may be absent and are left out when empty; the others are required unless
// `.required = false`.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "json/codec.h"
#include "json/field.h"
#include "json/schema.h"

namespace meme::json {

template <class T>
class Describe;
template <class T>
concept Described = std::is_class_v<T> && requires(Describe<T>& d) { describe(d); };

template <class T>
class Describe {
 public:
  // The schema's name in the API description, unique in the programme; without one the schema is
  // written inline.
  Describe& name(std::string name) { return schema_.name = std::move(name), *this; }
  Describe& summary(std::string text) { return schema_.summary = std::move(text), *this; }

  template <class M>
  Describe& field(std::string_view name, M T::* member, std::string_view detail,
                  Bounds bounds = {}) {
    constexpr bool optional = requires(M m) { m.has_value(); };
    std::string prefix;
    append_string(prefix, name);
    prefix.push_back(':');
    schema_.fields.push_back(
        {std::string(name), std::string(detail), std::move(prefix), bounds.required && !optional});
    fields_.push_back(std::make_unique<detail::MemberField<T, M>>(member, bounds));
    return *this;
  }

  // The finished description of T, made at first use. Any thread.
  static const Describe& of() {
    static const Describe made = [] {
      Describe d;
      describe(d);
      return d;
    }();
    return made;
  }

  const ObjectSchema& schema() const { return schema_; }

  bool read(const Input& in, T& value) const {
    const detail::Members members(in, schema_.fields);
    bool good = members.good();
    for (std::size_t i = 0; good_object(in) && i < fields_.size(); ++i) {
      const std::uint32_t node = members.node_of(i);
      const Path path{in.path, schema_.fields[i].name, 0};
      const Input field{in.reader, in.document, node, &path};
      if (node != 0) {
        good &= fields_[i]->read(field, value);
      } else if (schema_.fields[i].required) {
        good = detail::refuse_missing(field, schema_.fields[i].name);
      }
    }
    return good;
  }
  void write(std::string& out, const T& value) const {
    out.push_back('{');
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      fields_[i]->write(out, value, schema_.fields[i].prefix);
    }
    out.push_back('}');
  }
  std::vector<std::string> field_schemas(Schemas& schemas) const {
    std::vector<std::string> all;
    all.reserve(fields_.size());
    for (const auto& field : fields_) all.push_back(field->schema(schemas));
    return all;
  }

 private:
  static bool good_object(const Input& in) { return in.node().kind == Kind::object; }

  ObjectSchema schema_;
  std::vector<std::unique_ptr<detail::Field<T>>> fields_;
};

template <Described T>
struct Codec<T> {
  static bool read(const Input& in, T& value, const Bounds&) {
    return Describe<T>::of().read(in, value);
  }
  static void write(std::string& out, const T& value) { Describe<T>::of().write(out, value); }
  static std::string schema(Schemas& schemas, const Bounds&) {
    const auto& made = Describe<T>::of();
    return schemas.object(made.schema(), [&made](Schemas& all) { return made.field_schemas(all); });
  }
};

}  // namespace meme::json
