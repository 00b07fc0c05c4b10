#include <fstream>
#include <stdexcept>

#include <fmt/format.h>

#include "vision/commands/command.h"
#include "vision/data/check.h"
#include "vision/data/demo.h"
#include "vision/data/import.h"
#include "vision/data/splits.h"
#include "vision/data/store.h"

namespace meme::vision {
namespace fs = std::filesystem;
namespace {

constexpr char store_folder[] = "data/vision";

Store store_of(Arguments& arguments) {
  return Store(arguments.text("store", store_folder));
}

Import imported(const fs::path& folder, const std::string& format_name) {
  if (!fs::is_directory(folder)) {
    throw std::invalid_argument(fmt::format("{} is no folder", folder.string()));
  }
  const auto format = format_name.empty() ? recognised_format(folder) : format_named(format_name);
  if (!format) throw std::invalid_argument("the format is unknown: --format=yolo, coco or voc");
  return import_folder(folder, *format);
}

void print_version(const Version& version) {
  std::size_t labels = 0;
  for (const Picture& picture : version.set.pictures) labels += picture.labels.size();
  fmt::print("{}  {} pictures, {} boxes, {} classes  {}\n", version.hash.substr(0, 12),
             version.set.pictures.size(), labels, version.set.classes.size(), version.how);
}

bool has_unassigned(const DataSet& set) {
  return !pictures_of(set, Split::none).empty();
}

}  // namespace

int run_demo(Arguments arguments) {
  const fs::path folder = arguments.word("the folder to draw to");
  DemoPlan plan;
  plan.seed = static_cast<std::uint64_t>(arguments.number("seed", 1));
  plan.train_count = static_cast<int>(arguments.number("train", plan.train_count));
  plan.valid_count = static_cast<int>(arguments.number("valid", plan.valid_count));
  plan.test_count = static_cast<int>(arguments.number("test", plan.test_count));
  arguments.finish();
  draw_demo(folder, plan);
  fmt::print("Drew {} pictures to {}\n", plan.train_count + plan.valid_count + plan.test_count,
             folder.string());
  return 0;
}

int run_import(Arguments arguments) {
  const std::string format = arguments.text("format", "");
  const bool lenient = arguments.has("lenient");
  const Store store = store_of(arguments);
  const std::string name = arguments.word("the set's name");
  const fs::path folder = arguments.word("the folder with labelled pictures");
  arguments.finish();
  if (!is_set_name(name)) throw std::invalid_argument("a name has letters, digits, - and _ only");
  Import read = imported(folder, format);
  for (const Problem& problem : read.problems) fmt::print(stderr, "{}\n", problem.text());
  if (!read.problems.empty() && !lenient) {
    fmt::print(stderr, "{} entries cannot be used; --lenient leaves them out.\n",
               read.problems.size());
    return 1;
  }
  if (has_unassigned(read.set)) {
    fmt::print("Some pictures are in no split: `meme-vision split {}` assigns all.\n", name);
  }
  const std::string how = fmt::format("import {}", fs::absolute(folder).filename().string());
  print_version(store.put(name, {.how = how, .set = std::move(read.set)}));
  return 0;
}

int run_split(Arguments arguments) {
  SplitPlan plan;
  plan.train = arguments.number("train", plan.train);
  plan.valid = arguments.number("valid", plan.valid);
  plan.seed = static_cast<std::uint64_t>(arguments.number("seed", 1));
  const Store store = store_of(arguments);
  const std::string name = arguments.word("the set's name");
  arguments.finish();
  if (!(plan.train > 0 && plan.valid >= 0 && plan.train + plan.valid <= 1)) {
    throw std::invalid_argument("--train and --valid are shares that together are at most 1");
  }
  auto version = store.get(name);
  if (!version) throw std::runtime_error(version.error());
  assign_splits(version->set, plan);
  const std::string how =
      fmt::format("split train {} valid {} seed {}", plan.train, plan.valid, plan.seed);
  print_version(store.put(name, {.made_from = {version->hash}, .how = how, .set = version->set}));
  return 0;
}

int run_sets(Arguments arguments) {
  const Store store = store_of(arguments);
  arguments.finish();
  for (const std::string& name : store.names()) {
    const auto newest = store.get(name);
    if (!newest) throw std::runtime_error(newest.error());
    fmt::print("{}\n", name);
    for (const Version& version : store.lineage(*newest)) {
      fmt::print("  ");
      print_version(version);
    }
  }
  return 0;
}

int run_check(Arguments arguments) {
  const std::string format = arguments.text("format", ""), page = arguments.text("html", "");
  const Store store = store_of(arguments);
  const std::string what = arguments.word("a set's name, or a folder");
  arguments.finish();
  Import read;
  if (fs::is_directory(what)) {
    read = imported(what, format);
  } else {
    auto version = store.get(what);
    if (!version) throw std::runtime_error(version.error());
    read.set = std::move(version->set);
  }
  const Check checked = check(read.set, std::move(read.problems));
  fmt::print("{}", text_report(checked));
  if (!page.empty()) {
    std::ofstream file(page);
    file << html_report(read.set, checked);
    if (!file.flush()) throw std::runtime_error("cannot write " + page);
    fmt::print("With pictures: {}\n", page);
  }
  return checked.problems.empty() ? 0 : 1;
}

}  // namespace meme::vision
