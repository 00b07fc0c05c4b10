#include "http/openapi.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "http/problem.h"

namespace meme::http {

namespace {

using json::Schemas;

constexpr std::string_view problem_schema = R"({
"type":"object","description":"RFC 9457 problem details. Some codes add members of their own.",
"properties":{
"type":{"type":"string","format":"uri-reference","description":"Stable name of the problem."},
"title":{"type":"string","description":"What the status means."},
"status":{"type":"integer","format":"int32","description":"The HTTP status."},
"code":{"type":"string","description":"Stable name of the problem, for programs."},
"detail":{"type":"string","description":"A sentence for people."},
"instance":{"type":"string","description":"The request id."},
"errors":{"type":"array","description":"What is wrong, each with its place.",
"items":{"$ref":"#/components/schemas/FieldProblem"}}},
"required":["type","title","status","code","instance"],"additionalProperties":true})";

constexpr std::string_view field_problem_schema = R"({
"type":"object","description":"One thing that is wrong with a request.",
"properties":{
"in":{"type":"string","enum":["body","query","path","header"],"description":"Part of the request."},
"pointer":{"type":"string","description":"JSON pointer within that part."},
"code":{"type":"string","description":"Stable name of what is wrong, for programs."},
"detail":{"type":"string","description":"A sentence for people."}},
"required":["in","pointer","code","detail"],"additionalProperties":false})";

constexpr std::string_view security_schemes = R"({
"cookie":{"type":"apiKey","in":"cookie","name":"meme_session","description":"For browsers."},
"bearer":{"type":"http","scheme":"bearer","description":"For programs."}})";

constexpr std::string_view problem_content =
    R"({"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}})";

std::string quoted(std::string_view text) {
  std::string out;
  json::append_string(out, text);
  return out;
}

// {"a":1,"b":2} from members, each of which is `"name":value`.
std::string object_of(const std::vector<std::string>& members) {
  return fmt::format("{{{}}}", fmt::join(members, ","));
}

std::string member(std::string_view name, std::string_view value) {
  return quoted(name) + ":" + std::string(value);
}

std::string parameter(std::string_view in, const json::FieldSchema& field,
                      std::string_view schema) {
  std::vector<std::string> members{member("name", quoted(field.name)), member("in", quoted(in)),
                                   member("required", field.required ? "true" : "false")};
  if (!field.detail.empty()) members.push_back(member("description", quoted(field.detail)));
  members.push_back(member("schema", schema));
  return object_of(members);
}

std::string header_parameter(std::string_view name, std::string_view detail) {
  return parameter("header", {std::string(name), std::string(detail), "", true},
                   R"({"type":"string","minLength":1,"maxLength":255})");
}

std::string parameters_of(const Route& route, Schemas& schemas) {
  std::vector<std::string> all;
  for (const PathParameter& path : route.path) {
    all.push_back(parameter("path", {path.name, path.detail, "", true}, path.type.schema(schemas)));
  }
  if (route.query.object != nullptr) {
    const auto& fields = route.query.object()->fields;
    const auto types = route.query.schemas(schemas);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      all.push_back(parameter("query", fields[i], types[i]));
    }
  }
  if (route.idempotency_key) {
    all.push_back(
        header_parameter("Idempotency-Key", "Chosen by the client; the same key has one effect."));
  }
  if (route.if_match) all.push_back(header_parameter("If-Match", "The ETag that was seen."));
  return fmt::format("[{}]", fmt::join(all, ","));
}

std::string body_of(const RequestBody& body, Schemas& schemas) {
  std::vector<std::string> contents;
  for (std::string_view type : body.media_types) {
    const bool typed = type == json_type && body.type;
    const std::string schema = typed ? body.type.schema(schemas) : R"({"type":"string"})";
    contents.push_back(member(type, object_of({member("schema", schema)})));
  }
  return object_of({member("required", "true"), member("content", object_of(contents))});
}

std::string answer_of(const Answer& answer, Schemas& schemas) {
  std::vector<std::string> members{member("description", quoted(answer.detail))};
  const bool json = answer.media_type == json_type;
  if (answer.status != 204 && (answer.type || !json)) {
    const std::string schema = answer.type ? answer.type.schema(schemas) : R"({"type":"string"})";
    const std::string content = object_of({member("schema", schema)});
    members.push_back(member("content", object_of({member(answer.media_type, content)})));
  }
  return object_of(members);
}

// What the server itself may answer before or instead of the handler.
std::vector<Refusal> refusals_of(const Route& route) {
  std::vector<Refusal> all{{400, "", "The request is not well-formed."},
                           {503, "overloaded", "Too much to do; Retry-After says when."}};
  if (route.method != Method::get && route.method != Method::head) {
    all.push_back({503, "storage_full", "Nothing can be written at the moment; reading goes on."});
  }
  if (!route.path.empty()) all.push_back({404, "not_found", "There is no such thing."});
  if (*route.policy != Policy::anyone) {
    all.push_back({401, "not_signed_in", "Sign in first."});
    all.push_back({403, "forbidden", "The role does not allow it."});
  }
  if (route.body) {
    all.push_back({413, "content_too_large", "The body is too large."});
    all.push_back({415, "unsupported_media_type", "The body is of another type."});
    all.push_back({422, "invalid_body", "Fields are not as they must be."});
  }
  if (route.if_match) {
    all.push_back({412, "stale", "It has changed since."});
    all.push_back({428, "precondition_required", "If-Match is missing."});
  }
  all.insert(all.end(), route.refusals.begin(), route.refusals.end());
  return all;
}

std::string responses_of(const Route& route, Schemas& schemas) {
  std::map<std::string, std::string> by_status;
  for (const Answer& answer : route.answers) {
    by_status[std::to_string(answer.status)] = answer_of(answer, schemas);
  }
  std::map<unsigned, std::string> details;
  for (const Refusal& refusal : refusals_of(route)) {
    std::string& detail = details[refusal.status];
    if (!detail.empty()) detail.push_back(' ');
    if (!refusal.code.empty()) detail.append(refusal.code).append(": ");
    detail.append(refusal.detail.empty() ? reason_phrase(refusal.status) : refusal.detail);
  }
  details[0] = "Any other problem.";
  for (const auto& [status, detail] : details) {
    const std::string response =
        object_of({member("description", quoted(detail)), member("content", problem_content)});
    by_status.try_emplace(status == 0 ? "default" : std::to_string(status), response);
  }
  std::vector<std::string> members;
  for (const auto& [status, response] : by_status) members.push_back(member(status, response));
  return object_of(members);
}

std::string operation_of(const Route& route, Schemas& schemas) {
  std::vector<std::string> members{member("operationId", quoted(route.operation_id)),
                                   member("summary", quoted(route.summary))};
  if (!route.description.empty())
    members.push_back(member("description", quoted(route.description)));
  members.push_back(member("tags", "[" + quoted(route.tag) + "]"));
  members.push_back(member("parameters", parameters_of(route, schemas)));
  if (route.body) members.push_back(member("requestBody", body_of(*route.body, schemas)));
  members.push_back(member("responses", responses_of(route, schemas)));
  const bool open = *route.policy == Policy::anyone;
  members.push_back(member("security", open ? "[]" : R"([{"cookie":[]},{"bearer":[]}])"));
  std::string policy;
  json::write(policy, *route.policy);
  members.push_back(member("x-policy", policy));
  return object_of(members);
}

std::string lower_name(Method method) {
  std::string name(name_of(method));
  std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(c + 32); });
  return name;
}

std::string components_of(const Schemas& schemas) {
  std::string all = schemas.components();
  all.pop_back();
  if (all.size() > 1) all.push_back(',');
  all.append(member("Problem", problem_schema)).push_back(',');
  all.append(member("FieldProblem", field_problem_schema)).push_back('}');
  return object_of({member("schemas", all), member("securitySchemes", security_schemes)});
}

std::string tags_of(const Router& router) {
  std::set<std::string> names;
  for (const auto& entry : router.entries()) {
    if (entry->route.described) names.insert(entry->route.tag);
  }
  std::vector<std::string> all;
  for (const std::string& name : names) {
    all.push_back(object_of({member("name", quoted(name)),
                             member("description", quoted("Operations on " + name + "."))}));
  }
  return fmt::format("[{}]", fmt::join(all, ","));
}

}  // namespace

std::string openapi(const Router& router, std::string_view version) {
  Schemas schemas;
  std::map<std::string, std::vector<std::string>> operations;
  for (const auto& entry : router.entries()) {
    const Route& route = entry->route;
    if (!route.described) continue;
    operations[route.pattern].push_back(
        member(lower_name(route.method), operation_of(route, schemas)));
  }
  std::vector<std::string> paths;
  for (const auto& [pattern, members] : operations) {
    paths.push_back(member(pattern, object_of(members)));
  }
  const std::string title = object_of(
      {member("title", quoted("MEME")), member("version", quoted(version)),
       member("summary", quoted("Book a makeup artist in real time.")),
       member("license", R"({"name":"All rights reserved","identifier":"LicenseRef-MEME"})")});
  return object_of({member("openapi", quoted("3.1.0")), member("info", title),
                    member("servers", R"([{"url":"/","description":"This server."}])"),
                    member("tags", tags_of(router)), member("paths", object_of(paths)),
                    member("components", components_of(schemas))});
}

}  // namespace meme::http
