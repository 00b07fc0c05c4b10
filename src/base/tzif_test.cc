#include "base/tzif.h"

#include <gtest/gtest.h>

#include <string>

#include "base/posix_zone.h"

namespace meme {
namespace {

using namespace std::chrono;

// A version 2 file with the given counts and 64-bit block; its 32-bit block is empty.
struct File {
  std::uint32_t times = 0;
  std::uint32_t types = 1;
  std::string block = std::string(6, '\0');
  std::string footer = "\n\n";
  std::uint32_t leaps = 0;

  std::string bytes() const {
    return header(0, 1) + std::string(6, '\0') + header(times, types) + block + footer;
  }
  std::string header(std::uint32_t time_count, std::uint32_t type_count) const {
    std::string out = "TZif2" + std::string(15, '\0');
    for (const std::uint32_t count : {0U, 0U, leaps, time_count, type_count, 0U}) {
      for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(count >> shift & 0xff);
    }
    return out;
  }
};

std::optional<ZoneTable> parse(const std::string& bytes) {
  return parse_tzif({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()}, 2100);
}

TEST(Tzif, TheSmallestFileIsUtc) {
  const auto table = parse(File{}.bytes());
  ASSERT_TRUE(table);
  EXPECT_EQ(table->first_offset, Minutes{0});
  EXPECT_TRUE(table->changes.empty());
}

TEST(Tzif, TheFooterGoesOnUntilTheLastYear) {
  const auto table = parse(File{.footer = "\nCET-1CEST,M3.5.0,M10.5.0/3\n"}.bytes());
  ASSERT_TRUE(table);
  EXPECT_EQ(table->first_offset, hours{1}) << "no table: the rule holds for all times";
  EXPECT_EQ(table->changes.size(), 2U * (2100 - 1900 + 1));
  EXPECT_EQ(table->changes.back().at, Minute{sys_days{2100y / October / 31} + hours{1}});
  EXPECT_EQ(table->changes.back().offset, hours{1});
  EXPECT_EQ(parse(File{.footer = "\nKST-9\n"}.bytes())->first_offset, hours{9});
}

TEST(Tzif, RefusesWhatIsMalformed) {
  const std::string sound = File{}.bytes();
  for (std::size_t length = 0; length < sound.size(); ++length) {
    EXPECT_FALSE(parse(sound.substr(0, length))) << length;
  }
  std::string old = sound;
  old[4] = '\0';
  EXPECT_FALSE(parse(old)) << "version 1 has no 64-bit times";
  EXPECT_FALSE(parse(File{.types = 0, .block = ""}.bytes()));
  EXPECT_FALSE(parse(File{.leaps = 1}.bytes()));
  EXPECT_FALSE(parse(File{.types = 0xffffffff}.bytes()));
  EXPECT_FALSE(parse(File{.times = 0xffffffff}.bytes()));
  EXPECT_FALSE(parse(File{.footer = "\nnonsense\n"}.bytes()));
  const std::string wide = std::string("\x00\x01\x6d\xa0", 4) + std::string(2, '\0');  // 26 hours
  EXPECT_FALSE(parse(File{.block = wide}.bytes()));
  const std::string kind_without_type = std::string(8, '\0') + '\x01' + std::string(6, '\0');
  EXPECT_FALSE(parse(File{.times = 1, .block = kind_without_type}.bytes()));
  const std::string same_time_twice =
      std::string(16, '\0') + std::string(2, '\0') + std::string(6, '\0');
  EXPECT_FALSE(parse(File{.times = 2, .block = same_time_twice}.bytes()));
}

TEST(PosixZone, ReadsEveryForm) {
  const auto plain = parse_posix_zone("KST-9");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->offset, hours{9});
  EXPECT_FALSE(plain->summer);

  const auto nuuk = parse_posix_zone("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  ASSERT_TRUE(nuuk && nuuk->summer);
  EXPECT_EQ(nuuk->offset, -hours{2});
  EXPECT_EQ(nuuk->summer->offset, -hours{1});
  EXPECT_EQ(nuuk->summer->starts.in(2026y), sys_days{2026y / March / 28} + hours{23});

  const auto days_of_year = parse_posix_zone("AAA3:30:15BBB2,J60/0,364/167:59:59");
  ASSERT_TRUE(days_of_year && days_of_year->summer);
  EXPECT_EQ(days_of_year->offset, -(hours{3} + minutes{30} + seconds{15}));
  EXPECT_EQ(days_of_year->summer->starts.in(2024y), sys_seconds{sys_days{2024y / March / 1}});
  EXPECT_EQ(days_of_year->summer->starts.in(2026y), sys_seconds{sys_days{2026y / March / 1}});
  EXPECT_EQ(days_of_year->summer->ends.in(2024y),
            sys_days{2024y / December / 30} + hours{167} + minutes{59} + seconds{59});
}

TEST(PosixZone, RefusesTheRest) {
  for (const char* text : {"",
                           "KS-9",
                           "KST",
                           "KST-",
                           "KST-25",
                           "KST-9 ",
                           "<KST-9",
                           "<K>-9",
                           "<K ST>-9",
                           "KST-9:60",
                           "EST5EDT",
                           "EST5EDT,M3.2.0",
                           "EST5EDT,M13.2.0,M11.1.0",
                           "EST5EDT,M3.0.0,M11.1.0",
                           "EST5EDT,M3.6.0,M11.1.0",
                           "EST5EDT,M3.2.7,M11.1.0",
                           "EST5EDT,J0,J9",
                           "EST5EDT,J366,J9",
                           "EST5EDT,366,9",
                           "EST5EDT,M3.2.0/168,M11.1.0",
                           "EST5EDT,M3.2.0,M11.1.0,",
                           "EST5ED,1,2"}) {
    EXPECT_FALSE(parse_posix_zone(text)) << text;
  }
}

}  // namespace
}  // namespace meme
