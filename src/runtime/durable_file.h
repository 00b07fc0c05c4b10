// Files whose content and name are on disk when the call returns. Blocking; any thread. All throw
// std::system_error.
#pragma once
#include <filesystem>
#include <string_view>

namespace meme::runtime {

// Makes what was written to the file, or to the folder's list of names, survive a loss of power.
void sync_file(const std::filesystem::path& path);
void sync_folder(const std::filesystem::path& path);
// The folder a file lies in; "." for a bare name.
std::filesystem::path folder_of(const std::filesystem::path& path);

// Readable by its owner alone. The file is there whole or not at all.
void write_durably(const std::filesystem::path& path, std::string_view content);
// `target` must not exist.
void copy_durably(const std::filesystem::path& source, const std::filesystem::path& target);
// Replaces `target`.
void rename_durably(const std::filesystem::path& source, const std::filesystem::path& target);

}  // namespace meme::runtime
