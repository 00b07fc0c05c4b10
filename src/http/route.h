// One operation of the API: who may call it, what it takes and what it answers. The OpenAPI
// description, the checks before the handler and the metrics all come from here.
#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/method.h"
#include "http/policy.h"
#include "http/request.h"
#include "http/response.h"
#include "json/json.h"
#include "runtime/task.h"

namespace meme::http {

// A {name} of the pattern; a text it does not accept is answered with 404.
struct PathParameter {
  std::string name;
  std::string detail;
  bool (*accepts)(std::string_view) = nullptr;
  json::TypeRef type{};
};
template <class T>
PathParameter path_parameter(std::string_view name, std::string_view detail);

// The query parameters, described as a value type. An undeclared parameter is answered with 400.
struct QueryParameters {
  const json::ObjectSchema* (*object)() = nullptr;
  std::vector<std::string> (*schemas)(json::Schemas&) = nullptr;
};
template <class T>
QueryParameters query_of();

struct RequestBody {
  json::TypeRef type{};                         // for JSON
  std::vector<std::string_view> media_types{};  // others are answered with 415
  std::size_t bytes_max = 64 * 1024;            // more is answered with 413
};
template <class T>
RequestBody json_body(std::size_t bytes_max = 64 * 1024) {
  return {json::type_of<T>(), {json_type}, bytes_max};
}

struct Answer {
  unsigned status = 200;
  std::string detail;
  json::TypeRef type{};  // none: no body, or not JSON
  std::string_view media_type = json_type;
};
template <class T>
Answer answer(unsigned status, std::string_view detail) {
  return {status, std::string(detail), json::type_of<T>()};
}

struct Refusal {
  unsigned status = 400;
  std::string_view code;
  std::string_view detail;
};

struct Route {
  Method method = Method::get;
  std::string pattern;             // "/v1/holds/{holdId}", "/calendar/{secret}.ics"
  std::optional<Policy> policy{};  // required
  std::string operation_id;        // "createHold", unique
  std::string summary;
  std::string tag;
  std::string description{};
  std::vector<PathParameter> path{};  // one for each name in the pattern
  QueryParameters query{};
  std::optional<RequestBody> body{};
  std::vector<Answer> answers{};
  std::vector<Refusal> refusals{};                      // beside those the server itself gives
  bool idempotency_key = false;                         // required: 400 without
  bool if_match = false;                                // required: 428 without
  std::optional<std::chrono::milliseconds> deadline{};  // the server's default without
  bool described = true;  // false keeps it out of the OpenAPI description
};

// A handler that only touches memory answers at once and needs no coroutine.
using SyncHandler = std::function<Response(Request&)>;
using AsyncHandler = std::function<runtime::Task<Response>(Request&)>;

template <class T>
PathParameter path_parameter(std::string_view name, std::string_view detail) {
  const auto accepts = [](std::string_view text) {
    const json::Document::Parameter given[] = {{"", text}};
    const auto document = json::Document::of_parameters(given);
    json::Reader reader;
    T value{};
    return json::Codec<T>::read({reader, document, 2}, value, {});
  };
  return {std::string(name), std::string(detail), accepts, json::type_of<T>()};
}

template <class T>
QueryParameters query_of() {
  return {[] { return &json::Describe<T>::of().schema(); },
          [](json::Schemas& schemas) { return json::Describe<T>::of().field_schemas(schemas); }};
}

}  // namespace meme::http
