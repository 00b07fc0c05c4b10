// Prints what the calendar reader finds busy, for comparison with another implementation.
// expand HOME_ZONE FROM TO FILE…: the window is [FROM, TO), local dates. One block for each file.
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "booking/ical/busy_reader.h"

namespace {

using namespace meme;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string described(
    const std::expected<booking::ical::BusyReading, booking::ical::BusyRefusal>& reading) {
  if (!reading) return "refused " + reading.error().sentence() + "\n";
  std::string out;
  for (const Interval& busy : reading->busy) {
    append_rfc3339(out, busy.start, std::chrono::seconds{0});
    out += ' ';
    append_rfc3339(out, busy.end, std::chrono::seconds{0});
    out += '\n';
  }
  if (reading->left_out_count > 0)
    out += "left out " + std::to_string(reading->left_out_count) + "\n";
  return out;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  const auto zone =
      given.size() < 4 ? std::unexpected(TimeZoneError::bad_name) : TimeZone::find(given[0]);
  const auto from = zone ? parse_date(given[1]) : std::nullopt;
  const auto to = zone ? parse_date(given[2]) : std::nullopt;
  if (!from || !to) {
    std::fputs("expand HOME_ZONE FROM TO FILE...\n", stderr);
    return 2;
  }
  const booking::ical::BusyWindow window{{zone->hull_of(*from).start, zone->hull_of(*to).start},
                                         *zone};
  for (std::size_t i = 3; i < given.size(); ++i) {
    const auto reading = booking::ical::read_busy(read_file(given[i]), window);
    std::printf("== %s\n%s", given[i].c_str(), described(reading).c_str());
  }
}
