// Finds the route of a request. Filled by the modules at start-up, sealed, then read by all I/O
// threads.
#pragma once
#include <concepts>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/assets.h"
#include "http/route.h"

namespace meme::http {

class Router {
 public:
  struct Entry {
    Route route;
    SyncHandler sync;  // one of the two is set
    AsyncHandler async;
    std::size_t index = 0;
  };
  struct Match {
    const Entry* entry = nullptr;
    std::vector<Request::PathParameter> parameters{};
    std::string allow{};  // when the path is known but not with this method
  };

  Router();
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  // `handler` is called with Request& and returns Response (memory only) or Task<Response>. It may
  // throw: 503 for what is infrastructure, with the request id.
  template <class F>
  void add(Route route, F handler) {
    if constexpr (std::same_as<std::invoke_result_t<F&, Request&>, Response>) {
      insert(std::move(route), std::move(handler), nullptr);
    } else {
      insert(std::move(route), nullptr, std::move(handler));
    }
  }

  // Files answered below every route. `fallback` is the page for paths that only the browser knows
  // ("/index.html"), `head` what stands in its head besides; none when empty. The set must outlive
  // the router.
  void serve_files(const AssetSet& files, std::string_view fallback, PageHead head = {});

  // Throws std::logic_error that names the route when one has no policy, no operation id or
  // summary, an undeclared path parameter, or the method and path of another.
  void seal();
  bool sealed() const { return sealed_; }

  Match find(Method method, std::string_view path) const;
  // Whether the first segment of the path is that of some route: no page lies there.
  bool begins_a_route(std::string_view path) const;
  const AssetSet* files() const { return files_; }
  std::string_view fallback() const { return fallback_; }
  const PageHead& page_head() const { return page_head_; }
  const std::vector<std::unique_ptr<Entry>>& entries() const { return entries_; }

 private:
  struct Node;
  void insert(Route route, SyncHandler sync, AsyncHandler async);
  void link(const Entry& entry);

  std::vector<std::unique_ptr<Entry>> entries_;
  std::unique_ptr<Node> root_;
  const AssetSet* files_ = nullptr;
  std::string fallback_;
  PageHead page_head_;
  bool sealed_ = false;
};

}  // namespace meme::http
