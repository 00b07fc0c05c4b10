#include "app/schema_versions.h"

#include "booking/migrations.h"
#include "catalogue/migrations.h"
#include "identity/migrations.h"
#include "members/migrations.h"
#include "outbox/migrations.h"

namespace meme::app {
namespace {

constexpr ModuleSchema all[] = {{"outbox", outbox::migrations},
                                {"members", members::migrations},
                                {"identity", identity::migrations},
                                {"catalogue", catalogue::migrations},
                                {"booking", booking::migrations}};

}  // namespace

std::span<const ModuleSchema> known_schemas() {
  return all;
}

std::optional<std::int64_t> newest_step(std::string_view module) {
  for (const ModuleSchema& known : all) {
    if (known.name == module) return static_cast<std::int64_t>(known.steps.size());
  }
  return std::nullopt;
}

}  // namespace meme::app
