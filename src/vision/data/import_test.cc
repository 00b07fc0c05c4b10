#include "vision/data/import.h"

#include <fstream>

#include <gmock/gmock.h>
#include <opencv2/imgcodecs.hpp>

#include "vision/data/picture_file.h"

namespace meme::vision {
namespace {
namespace fs = std::filesystem;

class ImportTest : public testing::Test {
 protected:
  ImportTest() {
    folder_ =
        fs::temp_directory_path() / ("import_" + std::to_string(::getpid()) + "_" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  ~ImportTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  void draw(const std::string& name, int width = 200, int height = 100) const {
    fs::create_directories((folder_ / name).parent_path());
    cv::imwrite((folder_ / name).string(), cv::Mat(height, width, CV_8UC3, {9, 99, 199}));
  }
  static std::vector<std::string> texts(const Problems& problems) {
    std::vector<std::string> all;
    for (const Problem& problem : problems) all.push_back(problem.text());
    return all;
  }

  fs::path folder_;
};

void expect_box(const Label& label, const Box& box) {
  EXPECT_NEAR(label.box.left, box.left, 1e-9);
  EXPECT_NEAR(label.box.top, box.top, 1e-9);
  EXPECT_NEAR(label.box.right, box.right, 1e-9);
  EXPECT_NEAR(label.box.bottom, box.bottom, 1e-9);
}

TEST_F(ImportTest, YoloBoxesAndPolygonsWithoutAFinalNewline) {
  write("data.yaml", "train: ../train/images\nval: valid/images\nnc: 2\nnames: ['eye', 'nose']\n");
  draw("train/images/a.png");
  draw("valid/images/b.png");
  write("train/labels/a.txt", "1 0.5 0.5 0.2 0.4\r\n\n0 0.1 0.2 0.3 0.2 0.2 0.6");
  const Import read = import_folder(folder_, *recognised_format(folder_));
  EXPECT_THAT(texts(read.problems), testing::IsEmpty());
  EXPECT_THAT(read.set.classes, testing::ElementsAre("eye", "nose"));
  ASSERT_EQ(read.set.pictures.size(), 2);
  const Picture& first = read.set.pictures[0];
  EXPECT_EQ(first.split, Split::train);
  ASSERT_EQ(first.labels.size(), 2);
  expect_box(first.labels[0], {80, 30, 120, 70});
  expect_box(first.labels[1], {20, 20, 60, 60});
  EXPECT_EQ(read.set.pictures[1].split, Split::valid);
  EXPECT_TRUE(read.set.pictures[1].labels.empty());
}

TEST_F(ImportTest, YoloSaysWhichLineIsWrong) {
  Picture picture{.width = 100, .height = 100};
  Problems problems;
  read_yolo_labels(
      "0 0.5 0.5 0.1 0.1\n2 0.5 0.5 0.1 0.1\n0 0.5 0.5 0.1\n0 0.9 0.5 0.5 0.1\n"
      "0 0.5 0.5 0 0.1\n0 0.5 x 0.1 0.1\n-1 0.5 0.5 0.1 0.1\n0.5 0.5 0.5 0.1 0.1\n"
      "0 nan 0.5 0.1 0.1\n0 1e999 0.5 0.1 0.1\n0 0.5 0.5 0.1 0.1 0.9",
      "a.txt", 2, {picture, problems});
  EXPECT_EQ(picture.labels.size(), 1);
  using testing::HasSubstr, testing::AllOf, testing::StartsWith;
  EXPECT_THAT(
      texts(problems),
      testing::ElementsAre(AllOf(StartsWith("a.txt:2:"), HasSubstr("class 2 is not one of the 2")),
                           AllOf(StartsWith("a.txt:3:"), HasSubstr("4 numbers")),
                           AllOf(StartsWith("a.txt:4:"), HasSubstr("outside the picture")),
                           AllOf(StartsWith("a.txt:5:"), HasSubstr("empty")),
                           AllOf(StartsWith("a.txt:6:"), HasSubstr("'x' is no number")),
                           AllOf(StartsWith("a.txt:7:"), HasSubstr("class -1")),
                           AllOf(StartsWith("a.txt:8:"), HasSubstr("class 0.5")),
                           AllOf(StartsWith("a.txt:9:"), HasSubstr("no number")),
                           AllOf(StartsWith("a.txt:10:"), HasSubstr("no number")),
                           AllOf(StartsWith("a.txt:11:"), HasSubstr("6 numbers"))));
}

TEST_F(ImportTest, YoloClassesAsListAndAsNumbers) {
  EXPECT_THAT(*read_yolo_classes("names:\n  0: cat\n  1: dog\n", "d.yaml"),
              testing::ElementsAre("cat", "dog"));
  EXPECT_EQ(read_yolo_classes("names:\n  0: cat\n  2: dog\n", "d.yaml").error().line, 2);
  EXPECT_EQ(read_yolo_classes("nc: 3\nnames: [a, b]\n", "d.yaml").error().text(),
            "d.yaml:1: nc says 3, names has 2");
  EXPECT_FALSE(read_yolo_classes("names: [", "d.yaml").has_value());
  EXPECT_FALSE(read_yolo_classes("", "d.yaml").has_value());
}

TEST_F(ImportTest, VocWithSplitsAndLines) {
  draw("JPEGImages/a.jpg");
  draw("JPEGImages/b.jpg");
  write("ImageSets/Main/train.txt", "a\n");
  write("ImageSets/Main/val.txt", "b");
  const std::string object =
      "<object><name>NAME</name>\n<bndbox><xmin>XMIN</xmin><ymin>1</ymin>"
      "<xmax>50</xmax><ymax>20</ymax></bndbox></object>\n";
  const auto with = [&](std::string name, std::string left) {
    std::string text = object;
    text.replace(text.find("NAME"), 4, name);
    return text.replace(text.find("XMIN"), 4, left);
  };
  write("Annotations/a.xml", "<annotation>\n<filename>a.jpg</filename>\n" + with("dog", "11") +
                                 with("cat", "50.5") + with("cat", "many") + "</annotation>");
  write("Annotations/b.xml", "<annotation>\n<object>\n</annotation>");
  const Import read = import_folder(folder_, *recognised_format(folder_));
  EXPECT_THAT(read.set.classes, testing::ElementsAre("cat", "dog"));
  ASSERT_EQ(read.set.pictures.size(), 1);
  EXPECT_EQ(read.set.pictures[0].split, Split::train);
  expect_box(read.set.pictures[0].labels[0], {10, 0, 50, 20});
  EXPECT_EQ(read.set.pictures[0].labels[0].class_index, 1);
  ASSERT_EQ(read.problems.size(), 2);
  EXPECT_EQ(read.problems[0].text(),
            "Annotations/a.xml:7: the object's bndbox is not four numbers");
  EXPECT_EQ(read.problems[1].line, 3);
}

TEST_F(ImportTest, CocoWithCrowdsAndLines) {
  draw("valid/one.jpg");
  write("valid/_annotations.coco.json",
        "{\"info\": {\"images\": [1]},\n\"images\": [{\"id\": 7, \"file_name\": \"one.jpg\"},\n"
        "{\"id\": 8, \"file_name\": \"../../etc/passwd\"}],\n\"categories\":"
        "[{\"id\": 4, \"name\": \"cat\"}],\n\"annotations\": [\n"
        "{\"id\": 1, \"image_id\": 7, \"category_id\": 4, \"bbox\": [10, 20, 30, 40]},\n"
        "{\"id\": 2, \"image_id\": 7, \"category_id\": 4, \"iscrowd\": 1,\n"
        "\"bbox\": [0, 0, 200, 100], \"note\": \"[{\"},\n"
        "{\"id\": 3, \"image_id\": 9, \"category_id\": 4, \"bbox\": [1, 2, 3, 4]},\n"
        "{\"id\": 4, \"image_id\": 7, \"category_id\": 5, \"bbox\": [1, 2, 3, 4]},\n"
        "{\"id\": 5, \"image_id\": 7, \"category_id\": 4, \"bbox\": [1, 2, 0, 4]}]}");
  const Import read = import_folder(folder_, *recognised_format(folder_));
  ASSERT_EQ(read.set.pictures.size(), 1);
  const Picture& picture = read.set.pictures[0];
  EXPECT_EQ(picture.split, Split::valid);
  ASSERT_EQ(picture.labels.size(), 2);
  expect_box(picture.labels[0], {10, 20, 40, 60});
  EXPECT_TRUE(picture.labels[1].crowd);
  EXPECT_THAT(texts(read.problems),
              testing::ElementsAre("valid/_annotations.coco.json:3: file_name leaves the folder",
                                   "valid/_annotations.coco.json:9: no image has the id 9",
                                   "valid/_annotations.coco.json:10: no category has the id 5",
                                   "valid/_annotations.coco.json:11: the box is empty"));
}

TEST_F(ImportTest, CocoThatIsNoJsonHasALine) {
  write("a.json", "{\"images\": [],\n\"annotations\": [,]}");
  const Import read = import_coco(folder_);
  ASSERT_EQ(read.problems.size(), 1);
  EXPECT_EQ(read.problems[0].line, 2);
}

TEST_F(ImportTest, APictureThatAnnouncesTooMuchIsNotDecoded) {
  std::string png = "\x89PNG\r\n\x1A\n";
  png += std::string("\0\0\0\rIHDR\0\0\xFF\xFF\0\0\xFF\xFF\x08\x02\0\0\0", 21);
  png += std::string(40, '\0');
  EXPECT_THAT(picture_size(png).error(), testing::HasSubstr("65535 x 65535 pixels are too many"));
  EXPECT_FALSE(decode_picture(png).has_value());
  EXPECT_FALSE(decode_picture("\xFF\xD8" + std::string(50, '\0')).has_value());
  EXPECT_FALSE(decode_picture("").has_value());
}

TEST_F(ImportTest, HeadersSayTheSizeThatDecodingFinds) {
  for (const char* name : {"a.jpg", "a.png", "a.bmp", "a.webp"}) {
    draw(name, 123, 45);
    const auto bytes = read_picture_file(folder_ / name);
    const auto size = picture_size(*bytes);
    ASSERT_TRUE(size.has_value()) << name;
    EXPECT_EQ(size->width, 123) << name;
    EXPECT_EQ(size->height, 45) << name;
    EXPECT_EQ(decode_picture(*bytes)->cols, 123) << name;
    // A file that was cut off anywhere is refused or read, and never more than that.
    for (std::size_t length = 0; length < bytes->size(); length += 7) {
      static_cast<void>(decode_picture(bytes->substr(0, length)));
    }
  }
}

}  // namespace
}  // namespace meme::vision
