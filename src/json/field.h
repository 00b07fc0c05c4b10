// The parts of a description (json/describe.h): one field, and the members of an object that is
// read.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "json/codec.h"
#include "json/schema.h"

namespace meme::json {

namespace detail {
// Walks an object's members: finds each field's node, refuses unknown and repeated names.
class Members {
 public:
  Members(const Input& in, const std::vector<FieldSchema>& fields);
  bool good() const { return good_; }
  // 0 when the field is absent; the node after a name is never 0.
  std::uint32_t node_of(std::size_t field) const { return nodes_[field]; }

 private:
  void add(const Input& in, const std::vector<FieldSchema>& fields, std::uint32_t name);

  std::vector<std::uint32_t> nodes_;
  bool good_ = true;
};
bool refuse_missing(const Input& in, std::string_view name);

template <class T>
class Field {
 public:
  virtual ~Field() = default;
  virtual bool read(const Input& in, T& value) const = 0;
  // Appends `"name":value`; `prefix` is what comes before the value. Nothing when the value is
  // absent.
  virtual void write(std::string& out, const T& value, std::string_view prefix) const = 0;
  virtual std::string schema(Schemas& schemas) const = 0;
};

template <class T, class M>
class MemberField final : public Field<T> {
 public:
  MemberField(M T::* member, const Bounds& bounds) : member_(member), bounds_(bounds) {}

  bool read(const Input& in, T& value) const override {
    return Codec<M>::read(in, value.*member_, bounds_);
  }
  void write(std::string& out, const T& value, std::string_view prefix) const override {
    if constexpr (requires(M m) { m.has_value(); }) {
      if (!(value.*member_).has_value()) return;
    }
    if (out.back() != '{') out.push_back(',');
    out.append(prefix);
    Codec<M>::write(out, value.*member_);
  }
  std::string schema(Schemas& schemas) const override {
    std::string out = Codec<M>::schema(schemas, bounds_);
    if constexpr (!requires(M m) { m.has_value(); } && std::is_default_constructible_v<T>) {
      if (!bounds_.required) {
        std::string fallback;
        Codec<M>::write(fallback, T{}.*member_);
        add_to_schema(out, "default", fallback);
      }
    }
    if (!bounds_.example.empty()) add_to_schema(out, "example", bounds_.example);
    return out;
  }

 private:
  M T::* member_;
  Bounds bounds_;
};
}  // namespace detail

}  // namespace meme::json
