#include <mutex>

#include "http/docs_assets.h"
#include "http/openapi.h"

namespace meme::http {

namespace {

// Written when first asked for: routes may still be added when the page is.
class Description {
 public:
  Description(const Router& router, std::string version)
      : router_(router), version_(std::move(version)) {}

  std::shared_ptr<const std::string> text() {
    std::call_once(
        made_, [this] { text_ = std::make_shared<const std::string>(openapi(router_, version_)); });
    return text_;
  }

 private:
  const Router& router_;
  std::string version_;
  std::once_flag made_;
  std::shared_ptr<const std::string> text_;
};

Route page(std::string_view pattern, std::string_view operation, std::string_view summary) {
  Route route{.method = Method::get, .pattern = std::string(pattern), .policy = Policy::anyone};
  route.operation_id = operation;
  route.summary = summary;
  route.tag = "operation";
  route.described = false;
  return route;
}

Response docs_file(const Request& request, std::string_view file) {
  const Asset* asset = docs_assets().find("/" + std::string(file));
  return asset != nullptr ? serve(*asset, request) : Response::problem(404, "not_found");
}

}  // namespace

void add_api_pages(Router& router, std::string version) {
  const auto description = std::make_shared<Description>(router, std::move(version));
  router.add(page("/openapi.json", "getDescription", "This description"), [description](Request&) {
    Response response = Response::json_text(description->text());
    response.cache_control = "no-cache";
    return response;
  });
  router.add(page("/docs", "getApiPages", "The API pages"),
             [](Request& request) { return docs_file(request, "index.html"); });
  Route file = page("/docs/{file}", "getApiPageFile", "A file of the API pages");
  file.path = {path_parameter<std::string>("file", "Its name.")};
  router.add(file, [](Request& request) {
    return docs_file(request, request.parameter<std::string>("file"));
  });
}

}  // namespace meme::http
