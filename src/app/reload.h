// What SIGHUP does: the settings are read again, some hold at once, the rest is said to need a
// restart.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/marketplace.h"

namespace meme::app {

// On the thread that waits for signals.
class Reload {
 public:
  // `values` are the ones the marketplace was started with; it must outlive this.
  Reload(std::vector<std::string> arguments, std::map<std::string, std::string> values,
         Marketplace& marketplace)
      : arguments_(std::move(arguments)), values_(std::move(values)), marketplace_(marketplace) {}

  // Unusable settings change nothing and are logged.
  void run();

 private:
  void compare(const std::map<std::string, std::string>& fresh);

  std::vector<std::string> arguments_;
  std::map<std::string, std::string> values_;  // as they hold now
  Marketplace& marketplace_;
};

}  // namespace meme::app
