// Looks at everything that must be right for meme to run, and says in a sentence what is not.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/time.h"

namespace meme::app {

// A failure keeps the marketplace from running, or from keeping what it promises; a warning will.
enum class Health : std::uint8_t { good, warning, failure };

struct Finding {
  Health health = Health::good;
  std::string subject;   // "disk space"
  std::string sentence;  // "41 GB free in /var/lib/meme"
};

struct DoctorRequest {
  std::filesystem::path data;
  std::filesystem::path database;
  std::string address;  // where it would listen
  std::uint16_t port = 0;
  bool everything = false;  // reads every page of the database
  Instant now{};
};

// Each looks at one thing, changes nothing but a small file in the data folder that it removes
// again, and does not throw.
Finding look_at_folder(const DoctorRequest& request);
Finding look_at_space(const DoctorRequest& request);
Finding look_at_syncs(const DoctorRequest& request);
Finding look_at_clock(const DoctorRequest& request);
Finding look_at_zones();
Finding look_at_port(const DoctorRequest& request);
Finding look_at_open_files();
Finding look_at_database(const DoctorRequest& request);
Finding look_at_schema(const DoctorRequest& request);
Finding look_at_backups(const DoctorRequest& request);

// All of them, in this order.
std::vector<Finding> examine(const DoctorRequest& request);

}  // namespace meme::app
