#include <cstdio>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "app/arguments.h"
#include "app/commands.h"
#include "app/core.h"
#include "app/export.h"
#include "sql/database_file.h"

namespace meme::app {
namespace {

constexpr const char* usage =
    "Say what: meme export person MEMBER [--out=FILE], or meme export reservations "
    "[--format=json|csv] [--out=FILE]";

// Standard output, or a file that only its owner may read: it holds people's data.
class Output {
 public:
  explicit Output(const std::string& path)
      : file_(path.empty() ? stdout : std::fopen(path.c_str(), "wx"), [](std::FILE* file) {
          if (file != nullptr && file != stdout) std::fclose(file);
        }) {
    if (!file_) {
      throw std::runtime_error(fmt::format("{} cannot be made, or exists already.", path));
    }
    if (!path.empty()) {
      std::filesystem::permissions(
          path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
  }
  void write(std::string_view text) const {
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size() ||
        std::fflush(file_.get()) != 0) {
      throw std::runtime_error("The export cannot be written.");
    }
  }

 private:
  std::unique_ptr<std::FILE, void (*)(std::FILE*)> file_;
};

int person(sql::ReadSession& session, const std::string& name, const std::string& to) {
  const auto member = MemberId::parse(name);
  if (!member) throw std::invalid_argument(fmt::format("'{}' is no member; say mem_…", name));
  std::string out;
  if (!export_person(session, *member, out)) {
    throw std::runtime_error(fmt::format("There is no member {}.", name));
  }
  Output(to).write(out);
  return 0;
}

int reservations(sql::ReadSession& session, const std::string& format, const std::string& to) {
  const Output output(to);
  const auto form = format == "csv" ? ExportForm::csv : ExportForm::json;
  const auto count = export_reservations(
      session, form, [&output](std::string_view piece) { output.write(piece); });
  fmt::print(stderr, "{} reservations\n", count);
  return 0;
}

}  // namespace

int run_export(Arguments arguments) {
  SplitArguments parts = split_arguments(arguments);
  const std::string to = parts.take_value("out");
  const std::string format = parts.take_value("format");
  if (!format.empty() && format != "csv" && format != "json") {
    throw std::invalid_argument("--format is json or csv");
  }
  const std::string what = parts.take_word(usage);
  if (what != "person" && what != "reservations") throw std::invalid_argument(usage);
  const bool is_person = what == "person";
  const std::string member = is_person ? parts.take_word(usage) : std::string();
  if (is_person && !format.empty()) throw std::invalid_argument("A person's data is always JSON");
  refuse_arguments(parts.own);
  runtime::Settings settings = runtime::Settings::from_process(parts.settings);
  const CoreSettings core = read_core(settings);
  if (!accept(settings)) return 2;
  const sql::DatabaseFile file(core.database.path);
  if (!file.exists()) {
    throw std::runtime_error(fmt::format("There is no database at {}.", file.path().string()));
  }
  const auto session = file.read();
  return is_person ? person(*session, member, to) : reservations(*session, format, to);
}

}  // namespace meme::app
