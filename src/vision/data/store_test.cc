#include "vision/data/store.h"

#include <fstream>

#include <gmock/gmock.h>

#include "vision/data/check.h"
#include "vision/data/demo.h"
#include "vision/data/import.h"
#include "vision/data/splits.h"

namespace meme::vision {
namespace {
namespace fs = std::filesystem;

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    folder_ =
        fs::temp_directory_path() / ("store_" + std::to_string(::getpid()) + "_" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    draw_demo(folder_ / "demo", {.train_count = 6, .valid_count = 2, .test_count = 2, .side = 96});
  }
  ~StoreTest() override { fs::remove_all(folder_); }

  DataSet demo() const { return import_yolo(folder_ / "demo").set; }
  Store store() const { return Store(folder_ / "store"); }

  fs::path folder_;
};

TEST_F(StoreTest, TheSameContentIsTheSameVersion) {
  const Version first = store().put("shapes", {.how = "import", .set = demo()});
  draw_demo(folder_ / "demo", {.train_count = 6, .valid_count = 2, .test_count = 2, .side = 96});
  EXPECT_EQ(store().put("again", {.how = "import", .set = demo()}).hash, first.hash);
  EXPECT_EQ(store().get("shapes")->hash, first.hash);
  EXPECT_EQ(store().get(first.hash.substr(0, 10))->hash, first.hash);
  EXPECT_THAT(store().names(), testing::ElementsAre("again", "shapes"));

  DataSet moved = demo();
  moved.pictures[0].labels[0].box.left += 1;
  EXPECT_NE(store().put("shapes", {.how = "import", .set = moved}).hash, first.hash);
}

TEST_F(StoreTest, AVersionReadsBackAsItWas) {
  const DataSet set = demo();
  store().put("shapes", {.how = "import", .set = set});
  const DataSet read = store().get("shapes")->set;
  EXPECT_EQ(read.classes, set.classes);
  ASSERT_EQ(read.pictures.size(), set.pictures.size());
  for (std::size_t i = 0; i < set.pictures.size(); ++i) {
    EXPECT_EQ(read.pictures[i].split, set.pictures[i].split);
    EXPECT_EQ(read.pictures[i].print, set.pictures[i].print);
    ASSERT_EQ(read.pictures[i].labels.size(), set.pictures[i].labels.size());
    EXPECT_TRUE(fs::exists(read.root / read.pictures[i].file));
    EXPECT_NEAR(read.pictures[i].labels[0].box.right, set.pictures[i].labels[0].box.right, 0.005);
  }
}

TEST_F(StoreTest, LineageLeadsBackToTheImport) {
  Version version = store().put("shapes", {.how = "import", .set = demo()});
  const std::string imported = version.hash;
  assign_splits(version.set, {.seed = 3});
  const Version split =
      store().put("shapes", {.made_from = {imported}, .how = "split", .set = version.set});
  const std::vector<Version> line = store().lineage(split);
  ASSERT_EQ(line.size(), 2);
  EXPECT_EQ(line[1].hash, imported);
  EXPECT_EQ(line[1].how, "import");
}

TEST_F(StoreTest, AChangedVersionIsRefused) {
  const Version version = store().put("shapes", {.how = "import", .set = demo()});
  std::ofstream(folder_ / "store" / "versions" / (version.hash + ".json"), std::ios::app) << " ";
  EXPECT_THAT(store().get("shapes").error(), testing::HasSubstr("was changed on disk"));
  EXPECT_THAT(store().get("nothing").error(), testing::HasSubstr("there is no data set 'nothing'"));
  EXPECT_FALSE(store().get("../names").has_value());
}

TEST_F(StoreTest, SplitsFollowFromContentAndSeedAlone) {
  DataSet one = demo(), other = demo();
  std::ranges::reverse(other.pictures);
  assign_splits(one, {.train = 0.5, .valid = 0.3, .seed = 5});
  assign_splits(other, {.train = 0.5, .valid = 0.3, .seed = 5});
  std::ranges::reverse(other.pictures);
  int moved = 0;
  DataSet third = demo();
  assign_splits(third, {.train = 0.5, .valid = 0.3, .seed = 6});
  for (std::size_t i = 0; i < one.pictures.size(); ++i) {
    EXPECT_EQ(one.pictures[i].split, other.pictures[i].split);
    moved += one.pictures[i].split != third.pictures[i].split;
  }
  EXPECT_GT(moved, 0);
  EXPECT_EQ(pictures_of(one, Split::train).size(), 5);
  EXPECT_EQ(pictures_of(one, Split::valid).size(), 3);
}

TEST_F(StoreTest, WhatLooksAlikeStaysTogether) {
  DataSet set = demo();
  for (std::size_t i = 0; i < 5; ++i) set.pictures[i].print = 0xFFFF0000FFFF0000 ^ i;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    assign_splits(set, {.train = 0.4, .valid = 0.3, .seed = seed});
    for (std::size_t i = 1; i < 5; ++i) EXPECT_EQ(set.pictures[i].split, set.pictures[0].split);
  }
}

TEST_F(StoreTest, TheCheckFindsWhatIsOdd) {
  DataSet set = demo();
  const Check before = check(set, {});
  EXPECT_TRUE(before.tiny.empty());
  Picture& first = set.pictures[0];
  first.labels = {
      {0, {10, 10, 40, 40}}, {0, {10, 10, 40, 41}}, {1, {10, 10, 40, 40}}, {2, {5, 5, 6, 30}}};
  set.pictures[9].print = first.print;
  set.pictures[1].labels.clear();
  DataSet less = set;
  less.pictures[0].labels.pop_back();
  const Check without = check(less, {});
  const Check found = check(set, {{"a.txt", 3, "the box is empty"}});
  ASSERT_EQ(found.repeated.size(), 1);
  EXPECT_EQ(found.repeated[0].label, 1);
  ASSERT_EQ(found.tiny.size(), 1);
  ASSERT_EQ(found.alike_across.size(), 1);
  EXPECT_THAT(found.alike_across[0], testing::ElementsAre(0, 9));
  EXPECT_EQ(found.unlabelled[static_cast<std::size_t>(Split::train)], 1);
  EXPECT_EQ(found.classes[2].sizes[0], without.classes[2].sizes[0] + 1);  // 1 x 25: a side of 5
  EXPECT_THAT(text_report(found), testing::HasSubstr("a.txt:3: the box is empty"));
  const std::string page = html_report(set, found);
  EXPECT_THAT(page, testing::HasSubstr("Labelled twice (1)"));
  EXPECT_THAT(page, testing::HasSubstr("data:image/jpeg;base64,/9j/"));
}

}  // namespace
}  // namespace meme::vision
