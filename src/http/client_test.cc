#include "http/client.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>

#include "http/compression.h"
#include "http/testing/server.h"

namespace meme::http {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;

std::expected<Fetched, FetchRefusal> fetch(const ClientOptions& options, FetchRequest request) {
  const Client client(options);
  asio::io_context context;
  auto result = asio::co_spawn(context, client.fetch(std::move(request)), asio::use_future);
  context.run();
  return result.get();
}

ClientOptions local() {
  ClientOptions options;
  options.private_addresses = true;
  options.deadline = 10s;
  return options;
}

FetchError error_of(const std::expected<Fetched, FetchRefusal>& result) {
  EXPECT_FALSE(result.has_value());
  return result ? FetchError::bad_answer : result.error().error;
}

Response redirect_to(std::string_view location) {
  Response response;
  response.status = 302;
  response.header("Location", location);
  return response;
}

constexpr std::string_view last_week = "Fri, 13 Nov 2026 07:00:00 GMT";

Response not_modified() {
  Response response;
  response.status = 304;
  return response;
}

void add(Router& router, std::string pattern, std::string operation, SyncHandler handler) {
  router.add({.pattern = std::move(pattern),
              .policy = Policy::anyone,
              .operation_id = std::move(operation),
              .summary = "for the test",
              .tag = "test"},
             std::move(handler));
}

class ClientTest : public ::testing::Test {
 protected:
  ClientTest()
      : server_([](Router& router) {
          add(router, "/calendar", "calendar", [](Request& request) {
            if (request.client_has("\"7\"")) return Response::not_modified("\"7\"");
            Response response = Response::text("BEGIN:VCALENDAR\r\n", "text/calendar");
            response.etag = "\"7\"";
            return response;
          });
          add(router, "/dated", "dated", [](Request& request) {
            Response response = Response::text("BEGIN:VCALENDAR\r\n", "text/calendar");
            if (request.header("If-Modified-Since") == last_week) return not_modified();
            response.header("Last-Modified", last_week);
            return response;
          });
          add(router, "/packed", "packed", [](Request&) {
            Response response = Response::text(gzip(std::string(100'000, 'x')), "text/calendar");
            response.content_encoding = "gzip";
            return response;
          });
          add(router, "/damaged", "damaged", [](Request&) {
            Response response = Response::text("not gzip", "text/calendar");
            response.content_encoding = "gzip";
            return response;
          });
          add(router, "/large", "large",
              [](Request&) { return Response::text(std::string(100'000, 'x')); });
          add(router, "/moved", "moved", [](Request&) { return redirect_to("calendar"); });
          add(router, "/loop", "loop", [](Request&) { return redirect_to("/loop"); });
          add(router, "/to-file", "toFile",
              [](Request&) { return redirect_to("file:///etc/passwd"); });
          add(router, "/gone", "gone", [](Request&) { return Response::problem(410, "gone"); });
        }) {}

  std::string url(std::string_view path) {
    return "http://127.0.0.1:" + std::to_string(server_.port()) + std::string(path);
  }

  testing::TestServer server_;
};

TEST_F(ClientTest, FetchesAndAsksAgainOnlyForChanges) {
  const auto first = fetch(local(), {url("/calendar")});
  ASSERT_TRUE(first) << first.error().sentence();
  EXPECT_TRUE(first->changed);
  EXPECT_EQ(first->body, "BEGIN:VCALENDAR\r\n");
  EXPECT_EQ(first->etag, "\"7\"");
  EXPECT_EQ(first->content_type, "text/calendar");
  const auto second = fetch(local(), {url("/calendar"), first->etag});
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->changed);
}

TEST_F(ClientTest, AsksByDateWhereThereIsNoTag) {
  const auto first = fetch(local(), {url("/dated")});
  ASSERT_TRUE(first) << first.error().sentence();
  EXPECT_EQ(first->modified, last_week);
  const auto second = fetch(local(), {.url = url("/dated"), .modified = first->modified});
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->changed);
}

TEST_F(ClientTest, UnpacksWithinTheBound) {
  const auto packed = fetch(local(), {url("/packed")});
  ASSERT_TRUE(packed) << packed.error().sentence();
  EXPECT_EQ(packed->body, std::string(100'000, 'x'));
  ClientOptions small = local();
  small.body_bytes_max = 50'000;
  EXPECT_EQ(error_of(fetch(small, {url("/packed")})), FetchError::too_large);
  EXPECT_EQ(error_of(fetch(small, {url("/large")})), FetchError::too_large);
  EXPECT_EQ(error_of(fetch(local(), {url("/damaged")})), FetchError::bad_answer);
}

TEST_F(ClientTest, FollowsRedirectsToAnEnd) {
  const auto moved = fetch(local(), {url("/moved")});
  ASSERT_TRUE(moved) << moved.error().sentence();
  EXPECT_EQ(moved->body, "BEGIN:VCALENDAR\r\n");
  EXPECT_EQ(error_of(fetch(local(), {url("/loop")})), FetchError::too_many_redirects);
  EXPECT_EQ(error_of(fetch(local(), {url("/to-file")})), FetchError::bad_url);
}

TEST_F(ClientTest, TellsRefusalsApart) {
  const auto gone = fetch(local(), {url("/gone")});
  EXPECT_EQ(error_of(gone), FetchError::refused);
  EXPECT_EQ(gone.error().status, 410U);
  EXPECT_EQ(gone.error().sentence(), "There is nothing at this address.");
  EXPECT_EQ(error_of(fetch(local(), {"http://127.0.0.1:1/"})), FetchError::unreachable);
  EXPECT_EQ(error_of(fetch(local(), {"http://no-such-host.invalid/"})), FetchError::unknown_host);
}

TEST_F(ClientTest, ReachesOnlyPublicAddresses) {
  const std::string port = ":" + std::to_string(server_.port());
  for (const std::string host :
       {"127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "0.0.0.0",
        "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1", "192.168.0.1"}) {
    EXPECT_EQ(error_of(fetch({}, {"http://" + host + port + "/calendar"})),
              FetchError::forbidden_address)
        << host;
  }
}

TEST(Client, EndsAtItsDeadline) {
  asio::io_context context;
  tcp::acceptor silent(context, tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  ClientOptions options = local();
  options.deadline = 50ms;
  const std::string url =
      "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/";
  EXPECT_EQ(error_of(fetch(options, {url})), FetchError::timed_out);
  EXPECT_EQ(error_of(fetch(options, {"https" + url.substr(4)})), FetchError::timed_out);
}

// A key and a certificate for one DNS name, in PEM.
struct Certificate {
  std::string key;
  std::string certificate;
};

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

Certificate certificate_for(const std::string& name) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(certificate, subject);
  X509_EXTENSION* names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, ("DNS:" + name).c_str());
  X509_add_ext(certificate, names, -1);
  X509_EXTENSION_free(names);
  X509_sign(certificate, key, EVP_sha256());
  BIO* key_text = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(key_text, key, nullptr, nullptr, 0, nullptr, nullptr);
  BIO* certificate_text = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(certificate_text, certificate);
  X509_free(certificate);
  EVP_PKEY_free(key);
  return {text_of(key_text), text_of(certificate_text)};
}

// Answers one request over TLS, whether or not the client stays for it.
class OneTlsAnswer {
 public:
  explicit OneTlsAnswer(const Certificate& certificate)
      : acceptor_(context_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {
    tls_.use_certificate(asio::buffer(certificate.certificate), asio::ssl::context::pem);
    tls_.use_private_key(asio::buffer(certificate.key), asio::ssl::context::pem);
    thread_ = std::jthread([this] { answer(); });
  }

  std::string url(const std::string& host) {
    return "https://" + host + ":" + std::to_string(acceptor_.local_endpoint().port()) +
           "/calendar.ics";
  }

 private:
  void answer() {
    boost::system::error_code error;
    asio::ssl::stream<tcp::socket> stream(acceptor_.accept(), tls_);
    stream.handshake(asio::ssl::stream_base::server, error);
    if (error) return;
    std::string request;
    asio::read_until(stream, asio::dynamic_buffer(request), "\r\n\r\n", error);
    asio::write(stream, asio::buffer(std::string("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")),
                error);
  }

  asio::io_context context_;
  asio::ssl::context tls_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_;
  std::jthread thread_;
};

TEST(Client, BelievesOnlyValidCertificates) {
  const Certificate certificate = certificate_for("localhost");
  ClientOptions trusting = local();
  trusting.trusted_pem = certificate.certificate;
  OneTlsAnswer right(certificate);
  const auto fetched = fetch(trusting, {right.url("localhost")});
  ASSERT_TRUE(fetched) << fetched.error().sentence();
  EXPECT_EQ(fetched->body, "ok");
  OneTlsAnswer other_name(certificate);
  EXPECT_EQ(error_of(fetch(trusting, {other_name.url("127.0.0.1")})), FetchError::untrusted);
  OneTlsAnswer unknown_issuer(certificate);
  EXPECT_EQ(error_of(fetch(local(), {unknown_issuer.url("localhost")})), FetchError::untrusted);
}

}  // namespace
}  // namespace meme::http
