#include "http/client.h"

#include "base/check.h"
#include "http/client_connection.h"
#include "http/client_url.h"
#include "http/gunzip.h"

namespace meme::http {
namespace {

namespace ssl = boost::asio::ssl;
using Field = boost::beast::http::field;

std::unexpected<FetchRefusal> refuse(FetchError error, unsigned status = 0) {
  return std::unexpected(FetchRefusal{error, status});
}

ssl::context make_tls(const std::string& trusted_pem) {
  ssl::context tls(ssl::context::tls_client);
  tls.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  tls.set_default_verify_paths();
  if (!trusted_pem.empty()) tls.add_certificate_authority(boost::asio::buffer(trusted_pem));
  tls.set_verify_mode(ssl::verify_peer);
  return tls;
}

ClientQuestion question_for(const FetchUrl& url, const FetchRequest& request,
                            const std::string& user_agent) {
  ClientQuestion question(boost::beast::http::verb::get, url.target, 11);
  question.set(Field::host, url.authority());
  question.set(Field::user_agent, user_agent);
  question.set(Field::accept, request.accept);
  question.set(Field::accept_encoding, "gzip");
  question.set(Field::connection, "close");
  if (!request.etag.empty()) question.set(Field::if_none_match, request.etag);
  if (!request.modified.empty()) question.set(Field::if_modified_since, request.modified);
  return question;
}

bool is_redirect(unsigned status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string field_text(const ClientAnswer& answer, Field field) {
  const auto value = answer[field];
  return std::string(value.data(), value.size());
}

std::expected<Fetched, FetchRefusal> fetched(ClientAnswer answer, std::size_t bytes_max) {
  const unsigned status = answer.result_int();
  if (status == 304) return Fetched{.changed = false};
  if (status != 200) return refuse(FetchError::refused, status);
  Fetched out;
  out.etag = field_text(answer, Field::etag);
  out.content_type = field_text(answer, Field::content_type);
  out.modified = field_text(answer, Field::last_modified);
  const std::string encoding = field_text(answer, Field::content_encoding);
  if (encoding.empty() || encoding == "identity") {
    out.body = std::move(answer.body());
    return out;
  }
  if (encoding != "gzip" && encoding != "x-gzip") return refuse(FetchError::bad_answer);
  auto unpacked = gunzip(answer.body(), bytes_max);
  if (!unpacked) {
    return refuse(unpacked.error() == GunzipError::too_large ? FetchError::too_large
                                                             : FetchError::bad_answer);
  }
  out.body = std::move(*unpacked);
  return out;
}

}  // namespace

struct Client::State {
  ClientOptions options;
  mutable ssl::context tls;  // making connections from it is thread-safe
};

Client::Client(ClientOptions options) {
  auto tls = make_tls(options.trusted_pem);
  state_ = std::make_unique<const State>(State{std::move(options), std::move(tls)});
}

Client::~Client() = default;

runtime::Task<std::expected<Fetched, FetchRefusal>> Client::fetch(FetchRequest request) const {
  const ClientOptions& options = state_->options;
  const FetchTerms terms{options, state_->tls, std::chrono::steady_clock::now() + options.deadline};
  auto url = parse_fetch_url(request.url);
  if (!url) co_return refuse(FetchError::bad_url);
  for (int redirects = 0; redirects <= options.redirects_max; ++redirects) {
    ClientQuestion question = question_for(*url, request, options.user_agent);
    FetchUrl next = *url;
    auto answer = co_await ask(&terms, std::move(next), std::move(question));
    if (!answer) co_return std::unexpected(answer.error());
    if (!is_redirect(answer->result_int()))
      co_return fetched(std::move(*answer), options.body_bytes_max);
    url = follow(*url, field_text(*answer, Field::location));
    if (!url) co_return refuse(FetchError::bad_url);
  }
  co_return refuse(FetchError::too_many_redirects);
}

std::string_view FetchRefusal::code() const {
  switch (error) {
    case FetchError::bad_url:
      return "bad_url";
    case FetchError::unknown_host:
      return "unknown_host";
    case FetchError::forbidden_address:
      return "forbidden_address";
    case FetchError::unreachable:
      return "unreachable";
    case FetchError::untrusted:
      return "untrusted";
    case FetchError::timed_out:
      return "timed_out";
    case FetchError::too_large:
      return "too_large";
    case FetchError::too_many_redirects:
      return "too_many_redirects";
    case FetchError::refused:
      return "refused";
    case FetchError::bad_answer:
      return "bad_answer";
  }
  MEME_ASSERT(false);
}

std::string_view FetchRefusal::sentence() const {
  switch (error) {
    case FetchError::bad_url:
      return "The address is not one that can be fetched.";
    case FetchError::unknown_host:
      return "The address's host is not known.";
    case FetchError::forbidden_address:
      return "The address leads to a network that is not public.";
    case FetchError::unreachable:
      return "Nobody answers at this address.";
    case FetchError::untrusted:
      return "The certificate at this address is not valid.";
    case FetchError::timed_out:
      return "The answer took too long.";
    case FetchError::too_large:
      return "The answer is too large.";
    case FetchError::too_many_redirects:
      return "The address leads from one to the next without an end.";
    case FetchError::refused:
      return status == 401 || status == 403   ? "The calendar is not public."
             : status == 404 || status == 410 ? "There is nothing at this address."
                                              : "The other server refused.";
    case FetchError::bad_answer:
      return "The answer cannot be read.";
  }
  MEME_ASSERT(false);
}

}  // namespace meme::http
