#include "http/client_url.h"

#include <gtest/gtest.h>

#include <boost/asio/ip/address.hpp>

#include "http/compression.h"
#include "http/gunzip.h"
#include "http/public_address.h"

namespace meme::http {
namespace {

namespace asio = boost::asio;

TEST(FetchUrl, TakesWebAddressesOnly) {
  EXPECT_EQ(parse_fetch_url("https://example.com")->text(), "https://example.com/");
  EXPECT_EQ(parse_fetch_url("webcal://Example.COM/a.ics?b=c#d")->text(),
            "https://example.com/a.ics?b=c");
  EXPECT_EQ(parse_fetch_url("HTTP://[2001:db8::1]:8080/x")->authority(), "[2001:db8::1]:8080");
  EXPECT_EQ(parse_fetch_url("http://example.com:80/")->authority(), "example.com");
  EXPECT_EQ(parse_fetch_url("http://example.com?x=1")->target, "/?x=1");
  for (const char* bad : {"", "example.com", "ftp://example.com/", "file:///etc/passwd", "https://",
                          "https:///x", "https://user:word@example.com/", "https://example.com:0/",
                          "https://example.com:99999/", "https://exa mple.com/",
                          "https://example.com/\r\nX: y", "javascript:alert(1)", "gopher://x/"}) {
    EXPECT_FALSE(parse_fetch_url(bad)) << bad;
  }
  EXPECT_FALSE(parse_fetch_url("https://example.com/" + std::string(3000, 'a')));
}

TEST(FetchUrl, FollowsButNeverDown) {
  const FetchUrl from = *parse_fetch_url("https://example.com/a/b?c");
  EXPECT_EQ(follow(from, "../d")->text(), "https://example.com/d");
  EXPECT_EQ(follow(from, "//other.example/x")->text(), "https://other.example/x");
  EXPECT_FALSE(follow(from, "http://example.com/"));
  EXPECT_FALSE(follow(from,
                      ""
                      "ht!tp://"));
  EXPECT_TRUE(follow(*parse_fetch_url("http://example.com/"), "https://example.com/"));
}

TEST(PublicAddress, KnowsTheSpecialRanges) {
  const auto is = [](const char* text) { return is_public(asio::ip::make_address(text)); };
  for (const char* address :
       {"8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
        "192.0.1.1", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1"}) {
    EXPECT_TRUE(is(address)) << address;
  }
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.255.0.1",
                              "100.64.0.1",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.168.255.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.9",
                              "224.0.0.1",
                              "239.1.1.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:8.8.8.8",
                              "::ffff:127.0.0.1",
                              "64:ff9b::a00:1",
                              "fe80::1",
                              "fc00::1",
                              "fd12::1",
                              "ff02::1",
                              "2001::1",
                              "2001:db8::1",
                              "2002:7f00:1::1",
                              "3fff::1",
                              "fec0::1",
                              "4000::1"}) {
    EXPECT_FALSE(is(address)) << address;
  }
}

TEST(Gunzip, StopsAtTheBoundAndAtDamage) {
  const std::string packed = gzip(std::string(1'000'000, 'y'));
  EXPECT_EQ(gunzip(packed, 1'000'000).value().size(), 1'000'000U);
  EXPECT_EQ(gunzip(packed, 999'999).error(), GunzipError::too_large);
  EXPECT_EQ(gunzip(packed.substr(0, packed.size() / 2), 1'000'000).error(), GunzipError::damaged);
  EXPECT_EQ(gunzip("", 10).error(), GunzipError::damaged);
}

}  // namespace
}  // namespace meme::http
