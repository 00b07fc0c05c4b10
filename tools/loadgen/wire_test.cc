#include "wire.h"

#include <gtest/gtest.h>

namespace meme::loadgen {
namespace {

TEST(ParseReply, TakesOneResponseOffTheFront) {
  const std::string_view bytes =
      "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\ncontent-LENGTH: "
      "7\r\n\r\n{\"a\":1}HTTP/1.1 2";
  const Parsed parsed = parse_reply(bytes);
  ASSERT_EQ(parsed.state, Wire::complete);
  EXPECT_EQ(parsed.reply.status, 201);
  EXPECT_EQ(parsed.reply.body, "{\"a\":1}");
  EXPECT_EQ(bytes.substr(parsed.consumed), "HTTP/1.1 2");
  EXPECT_EQ(header_of(parsed.reply.head, "content-type"), "application/json");
  EXPECT_EQ(header_of(parsed.reply.head, "etag"), "");
}

TEST(ParseReply, WaitsAtEveryCut) {
  const std::string_view bytes = "HTTP/1.1 409 Conflict\r\nContent-Length: 3\r\n\r\nabc";
  for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
    EXPECT_EQ(parse_reply(bytes.substr(0, cut)).state, Wire::incomplete) << cut;
  }
  EXPECT_EQ(parse_reply(bytes).state, Wire::complete);
}

TEST(ParseReply, KnowsAnswersWithoutABody) {
  EXPECT_EQ(parse_reply("HTTP/1.1 204 No Content\r\n\r\n").state, Wire::complete);
  EXPECT_EQ(parse_reply("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n").state, Wire::complete);
}

TEST(ParseReply, RefusesWhatItCannotDelimit) {
  EXPECT_EQ(parse_reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").state,
            Wire::broken);
  EXPECT_EQ(parse_reply("SSH-2.0-OpenSSH_9.2\r\n\r\n").state, Wire::broken);
  EXPECT_EQ(parse_reply("HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n").state, Wire::broken);
}

TEST(ChunkDecoder, GivesTheSameContentForEveryWayOfCutting) {
  const std::string_view coded = "5\r\nhello\r\nb\r\n, event str\r\n3\r\neam\r\n0\r\n\r\n";
  for (std::size_t cut = 0; cut <= coded.size(); ++cut) {
    ChunkDecoder decoder;
    std::string out;
    EXPECT_TRUE(decoder.decode(coded.substr(0, cut), out));
    EXPECT_TRUE(decoder.decode(coded.substr(cut), out));
    EXPECT_EQ(out, "hello, event stream");
  }
}

TEST(ChunkDecoder, RefusesABrokenCoding) {
  ChunkDecoder decoder;
  std::string out;
  EXPECT_FALSE(decoder.decode("xyz\r\n", out));
}

TEST(JsonValue, FindsKeysNotValues) {
  const std::string_view json = R"({"note":"id","id":"hold_1k","fence":12,"last":true})";
  EXPECT_EQ(json_value(json, "id"), "hold_1k");
  EXPECT_EQ(json_value(json, "fence"), "12");
  EXPECT_EQ(json_value(json, "last"), "true");
  EXPECT_EQ(json_value(json, "code"), "");
}

}  // namespace
}  // namespace meme::loadgen
