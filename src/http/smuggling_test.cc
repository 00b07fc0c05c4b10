// Messages that two servers could read differently. Each is refused and ends the connection: what
// follows must never be taken for a request of its own.
#include <gtest/gtest.h>

#include "http/testing/server.h"

namespace meme::http {
namespace {

using testing::TestClient;
using testing::TestServer;

struct Anything {
  std::optional<std::string> text;
};
void describe(json::Describe<Anything>& d) {
  d.name("Anything").field("text", &Anything::text, "");
}

void add_routes(Router& router) {
  Route post{.method = Method::post, .pattern = "/", .policy = Policy::anyone};
  post.operation_id = post.summary = post.tag = "post";
  post.body = json_body<Anything>();
  router.add(post, [](Request&) { return Response::no_content(); });
  Route get{.method = Method::get, .pattern = "/", .policy = Policy::anyone};
  get.operation_id = get.summary = get.tag = "get";
  router.add(get, [](Request&) { return Response::text("got"); });
}

struct Hostile {
  const char* name;
  std::string bytes;
  unsigned status = 400;
};
void PrintTo(const Hostile& hostile, std::ostream* out) {
  *out << hostile.name;
}

std::string post(std::string_view headers, std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n" + std::string(headers) +
         "\r\n" + std::string(body);
}

const std::string hidden = "GET / HTTP/1.1\r\nHost: t\r\n\r\n";

const Hostile corpus[] = {
    {"LengthAndChunked",
     post("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + hidden)},
    {"ChunkedAndLength",
     post("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n", "0\r\n\r\n" + hidden)},
    {"TwoLengths", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{} " + hidden)},
    {"TwoEqualLengths", post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}" + hidden)},
    {"LengthList", post("Content-Length: 2, 2\r\n", "{}" + hidden)},
    {"SignedLength", post("Content-Length: +2\r\n", "{}" + hidden)},
    {"NegativeLength", post("Content-Length: -2\r\n", "{}" + hidden)},
    {"HexLength", post("Content-Length: 0x2\r\n", "{}" + hidden)},
    {"SpacedLength", post("Content-Length: 1 2\r\n", "{}" + hidden)},
    {"EmptyLength", post("Content-Length: \r\n", hidden)},
    {"HugeLength", post("Content-Length: 18446744073709551618\r\n", "{}" + hidden)},
    {"UnknownCoding", post("Transfer-Encoding: xchunked\r\n", hidden), 501},
    {"IdentityCoding", post("Transfer-Encoding: identity\r\n", hidden), 501},
    {"GzipChunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n" + hidden), 501},
    {"ChunkedTwice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n" + hidden), 501},
    {"TwoCodings",
     post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n" + hidden)},
    {"ChunkedInHttp10",
     "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n0\r\n\r\n" +
         hidden},
    {"SpaceBeforeColon", post("Content-Length : 2\r\n", "{}" + hidden)},
    {"SpaceBeforeName", post(" Content-Length: 2\r\n", "{}" + hidden)},
    {"FoldedLine", post("X: a\r\n b\r\n", hidden)},
    {"FoldedCoding", post("Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n" + hidden)},
    {"NoColon", post("Content-Length\r\n", hidden)},
    {"EmptyName", post(": x\r\n", hidden)},
    {"ControlInValue", post("X: a\x01z\r\n", hidden)},
    {"NulInValue", post(std::string("X: a\0z\r\n", 8), hidden)},
    {"BareReturnInValue", post("X: a\rz\r\n", hidden)},
    {"BareLineFeed", "GET / HTTP/1.1\nHost: t\n\n" + hidden, 505},
    {"BareLineFeedInHeader", "GET / HTTP/1.1\r\nHost: t\nX: y\r\n\r\n" + hidden},
    {"ChunkSizeNotHex", post("Transfer-Encoding: chunked\r\n", "g\r\n\r\n" + hidden)},
    {"ChunkSizeSigned", post("Transfer-Encoding: chunked\r\n", "-1\r\n{}\r\n0\r\n\r\n" + hidden)},
    {"ChunkSizePrefixed",
     post("Transfer-Encoding: chunked\r\n", "0x2\r\n{}\r\n0\r\n\r\n" + hidden)},
    {"ChunkSizeOverflow",
     post("Transfer-Encoding: chunked\r\n", "10000000000000002\r\n{}\r\n0\r\n\r\n" + hidden)},
    {"ChunkSizeEmpty", post("Transfer-Encoding: chunked\r\n", "\r\n{}\r\n0\r\n\r\n" + hidden)},
    {"ChunkLineFeed", post("Transfer-Encoding: chunked\r\n", "2\n{}\n0\n\n" + hidden)},
    {"ChunkDataTooLong", post("Transfer-Encoding: chunked\r\n", "2\r\n{}x\r\n0\r\n\r\n" + hidden)},
    {"ChunkExtensionBroken",
     post("Transfer-Encoding: chunked\r\n", "2;\x01\r\n{}\r\n0\r\n\r\n" + hidden)},
    {"LengthInTrailer",
     post("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n" + hidden)},
    {"NoHost", "GET / HTTP/1.1\r\n\r\n" + hidden},
    {"TwoHosts", "GET / HTTP/1.1\r\nHost: t\r\nHost: u\r\n\r\n" + hidden},
    {"HostWithPath", "GET / HTTP/1.1\r\nHost: t/x\r\n\r\n" + hidden},
    {"HostsDisagree", "GET http://u/ HTTP/1.1\r\nHost: t\r\n\r\n" + hidden},
    {"RelativeTarget", "GET x HTTP/1.1\r\nHost: t\r\n\r\n" + hidden},
    {"TargetWithSpace", "GET / x HTTP/1.1\r\nHost: t\r\n\r\n" + hidden, 505},
    {"TargetWithFragment", "GET /#x HTTP/1.1\r\nHost: t\r\n\r\n" + hidden},
    {"NoVersion", "GET /\r\nHost: t\r\n\r\n" + hidden},
    {"OldVersion", "GET / HTTP/0.9\r\nHost: t\r\n\r\n" + hidden, 505},
    {"NewVersion", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
    {"BrokenVersion", "GET / HTTP/1.1x\r\nHost: t\r\n\r\n" + hidden, 505},
    {"MethodWithBraces", "G{T / HTTP/1.1\r\nHost: t\r\n\r\n" + hidden},
    {"Tls", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)},
};

class Smuggling : public ::testing::TestWithParam<Hostile> {};

TEST_P(Smuggling, IsRefusedOnce) {
  TestServer server(add_routes);
  TestClient client(server.port());
  client.send_raw(GetParam().bytes);
  client.finish_sending();
  const auto response = client.receive();
  EXPECT_EQ(response.status, GetParam().status) << response.body;
  EXPECT_EQ(response.header("Connection"), "close");
  EXPECT_EQ(client.receive().status, 0U) << "an answer to the hidden request";
}

INSTANTIATE_TEST_SUITE_P(Corpus, Smuggling, ::testing::ValuesIn(corpus),
                         [](const auto& each) { return each.param.name; });

TEST(SmugglingControl, WellFormedMessagesPass) {
  TestServer server(add_routes);
  TestClient client(server.port());
  client.send_raw(post("Transfer-Encoding: Chunked\r\n", "2;x=\"y\"\r\n{}\r\n0\r\nT: 1\r\n\r\n") +
                  post("Content-Length: 2\r\n", "{}") +
                  "GET http://t/ HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.receive().status, 204U);
  EXPECT_EQ(client.receive().status, 204U);
  EXPECT_EQ(client.receive().body, "got");
}

}  // namespace
}  // namespace meme::http
