// Vectors. Included by json/codec.h.
#pragma once
#include "json/codecs.h"

namespace meme::json {

namespace detail {
// The elements of an array, or of a query parameter's single text, which is split at commas.
class Elements {
 public:
  Elements(const Input& in, const Bounds& bounds);
  bool usable() const { return usable_; }
  std::size_t count() const { return document_->at(array_).count; }
  std::uint32_t first() const { return array_ + 1; }
  std::uint32_t after(std::uint32_t index) const { return document_->at(index).end; }
  const Document& document() const { return *document_; }

 private:
  std::optional<Document> split_;
  const Document* document_;
  std::uint32_t array_;
  bool usable_ = false;
};
}  // namespace detail

template <class T>
struct Codec<std::vector<T>> {
  static bool read(const Input& in, std::vector<T>& value, const Bounds& bounds) {
    const detail::Elements elements(in, bounds);
    if (!elements.usable()) return false;
    value.clear();
    value.reserve(elements.count());
    bool good = true;
    std::uint32_t index = elements.first();
    for (std::size_t i = 0; i < elements.count(); ++i, index = elements.after(index)) {
      const Path path{in.path, {}, i};
      T one{};
      good &= Codec<T>::read({in.reader, elements.document(), index, &path}, one, bounds);
      value.push_back(std::move(one));
    }
    return good;
  }
  static void write(std::string& out, const std::vector<T>& value) {
    out.push_back('[');
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i != 0) out.push_back(',');
      Codec<T>::write(out, value[i]);
    }
    out.push_back(']');
  }
  static std::string schema(Schemas& s, const Bounds& b) {
    return detail::array_schema(b, Codec<T>::schema(s, b));
  }
};

}  // namespace meme::json
