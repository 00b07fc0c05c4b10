// What the HTTP routes of booking have in common.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "booking/api.h"
#include "http/request.h"
#include "http/response.h"
#include "http/route.h"

namespace meme::booking {

// The problem for a refusal: its status, code, sentence, what of the request is to blame and, where
// there are some, reasons and alternatives. `hold_in` says where the request names its hold.
http::Response refused(const Refusal& refusal, http::Part hold_in = http::Part::body);

// The caller and key of a changing request. The hash covers method, path and body.
Request request_of(const http::Request& request);

// The version in If-Match; 412 for anything that is not one of our tags.
std::expected<std::int64_t, http::Response> version_of(const http::Request& request);
std::string etag_of_version(std::int64_t version);
// A tag made from the content.
std::string etag_of_text(std::string_view text);

// The refusals a route lists in the API description.
std::vector<http::Refusal> refusals_of(std::initializer_list<BookingError> errors);

// A stored answer, word for word.
template <class T>
http::Response answered(Result<Answer<T>>&& result, unsigned status) {
  if (!result) return refused(result.error());
  return http::Response::json_text(std::move(result->body), status);
}

}  // namespace meme::booking
