#include "foreign_load.h"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "loop.h"

namespace meme::loadgen {
namespace {

struct Process {
  pid_t parent = 0;
  std::int64_t ticks = 0;  // its own and those of children that it has waited for
};

// /proc/PID/stat: "PID (any name) state parent …"; times are fields 14 to 17 (proc(5)).
std::map<pid_t, Process> processes() {
  std::map<pid_t, Process> found;
  DIR* folder = opendir("/proc");
  if (folder == nullptr) return found;
  while (const dirent* entry = readdir(folder)) {
    const auto pid = static_cast<pid_t>(std::atoi(entry->d_name));
    if (pid <= 0) continue;
    std::ifstream file("/proc/" + std::string(entry->d_name) + "/stat");
    std::string text;
    std::getline(file, text);
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos) continue;
    std::istringstream fields(text.substr(name_end + 2));
    Process process;
    std::string skipped;
    fields >> skipped >> process.parent;
    for (int i = 0; i < 9; ++i) fields >> skipped;
    for (int i = 0; i < 4; ++i) {
      std::int64_t ticks = 0;
      fields >> ticks;
      process.ticks += ticks;
    }
    found[pid] = process;
  }
  closedir(folder);
  return found;
}

std::int64_t machine_busy_ticks() {
  std::ifstream file("/proc/stat");
  std::string name;
  std::int64_t user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0;
  file >> name >> user >> nice >> system >> idle >> wait >> irq >> softirq >> steal;
  return user + nice + system + irq + softirq + steal;
}

std::int64_t ticks_under(const std::map<pid_t, Process>& all, const std::vector<pid_t>& roots) {
  std::set<pid_t> own(roots.begin(), roots.end());
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& [pid, process] : all) {
      if (own.contains(process.parent)) grown |= own.insert(pid).second;
    }
  }
  std::int64_t ticks = 0;
  for (const pid_t pid : own) {
    const auto found = all.find(pid);
    if (found != all.end()) ticks += found->second.ticks;
  }
  return ticks;
}

}  // namespace

double cpu_seconds(pid_t pid) {
  const auto all = processes();
  const auto found = all.find(pid);
  if (found == all.end()) return 0;
  return static_cast<double>(found->second.ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

ForeignLoad::ForeignLoad(std::vector<pid_t> roots) : roots_(std::move(roots)) {
  roots_.push_back(getpid());
  start();
}

void ForeignLoad::start() {
  begin_ = sample();
}

ForeignLoad::Sample ForeignLoad::sample() const {
  return {machine_busy_ticks(), ticks_under(processes(), roots_), now_ns()};
}

double ForeignLoad::cores() const {
  const Sample end = sample();
  const double seconds = static_cast<double>(end.at_ns - begin_.at_ns) * 1e-9;
  const auto busy = static_cast<double>(end.busy_ticks - begin_.busy_ticks);
  const auto own = static_cast<double>(end.own_ticks - begin_.own_ticks);
  const double ticks_per_second = static_cast<double>(sysconf(_SC_CLK_TCK));
  return seconds <= 0 ? 0 : std::max(0.0, (busy - own) / ticks_per_second / seconds);
}

}  // namespace meme::loadgen
