#include "vision/commands/command.h"

namespace meme::vision {
namespace {

constexpr Command all[] = {
    {"demo", "FOLDER [--train=N --valid=N --test=N] [--seed=S]",
     "Draws a labelled set of shapes to try everything on", run_demo},
    {"import", "NAME FOLDER [--format=yolo|coco|voc] [--lenient]",
     "Puts labelled pictures into the store as a version", run_import},
    {"split", "NAME [--train=0.8 --valid=0.1] [--seed=S]",
     "Makes a version with other splits; what looks alike stays together", run_split},
    {"sets", "", "Lists the sets with their lineage", run_sets},
    {"check", "NAME|FOLDER [--html=FILE] [--format=…]", "Reports what is wrong or odd about a set",
     run_check},
    {"score", "TRUTH.json DETECTIONS.json",
     "Judges any programme's detections by the COCO protocol", run_score},
};

}  // namespace

std::span<const Command> commands() {
  return all;
}

}  // namespace meme::vision
