# Writes the files of a folder as one C++ source that holds their bytes. Called with FOLDER, FUNCTION (qualified name of the
# function that returns the set) and OUTPUT. A file beside another with .br or .gz added is its compressed form.
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(FILTER files EXCLUDE REGEX "\\.(br|gz)$|^\\.")
list(SORT files)
set(types
  "html=text/html" "js=text/javascript" "css=text/css"
  "json=application/json" "svg=image/svg+xml" "png=image/png" "ico=image/x-icon" "woff2=font/woff2"
  "webmanifest=application/manifest+json" "txt=text/plain" "map=application/json")
string(MAKE_C_IDENTIFIER ${FUNCTION} prefix)
set(bytes "")
set(table "")
set(number 0)
foreach(file IN LISTS files)
  get_filename_component(extension ${file} LAST_EXT)
  string(SUBSTRING "${extension}" 1 -1 extension)
  set(type "application/octet-stream")
  foreach(known IN LISTS types)
    if(known MATCHES "^${extension}=(.*)$")
      set(type "${CMAKE_MATCH_1}")
    endif()
  endforeach()
  if(type MATCHES "^text/")
    string(APPEND type "; charset=utf-8")
  endif()
  set(forms "")
  foreach(form plain br gz)
    set(path ${FOLDER}/${file})
    if(NOT form STREQUAL "plain")
      set(path ${path}.${form})
    endif()
    if(EXISTS ${path})
      set(name "${prefix}_${number}_${form}")
      string(APPEND bytes "asm(\".section .rodata\\n.global ${name}\\n${name}:\\n.incbin \\\"${path}\\\"\\n.global ${name}_end\\n${name}_end:\\n.byte 0\\n.previous\");\nextern \"C\" { extern const char ${name}[]; extern const char ${name}_end[]; }\n")
      string(APPEND forms ", view(${name}, ${name}_end)")
    else()
      string(APPEND forms ", {}")
    endif()
  endforeach()
  file(SHA256 ${FOLDER}/${file} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  set(immutable false)
  if(file MATCHES "^assets/")
    set(immutable true)
  endif()
  string(APPEND table "      {\"/${file}\", \"${type}\", \"\\\"${hash}\\\"\"${forms}, ${immutable}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(REGEX REPLACE "^(.*)::([a-z_]+)$" "\\1" namespace ${FUNCTION})
string(REGEX REPLACE "^(.*)::([a-z_]+)$" "\\2" function ${FUNCTION})
set(made "")
set(array "")
if(number GREATER 0)
  set(array "  static const meme::http::Asset assets[] = {\n${table}  };\n")
  set(made "(assets)")
endif()
file(WRITE ${OUTPUT} "// Made from ${FOLDER} by cmake/embed_assets.cmake.
#include <string_view>
#include \"http/assets.h\"
${bytes}
namespace ${namespace} {
namespace {
[[maybe_unused]] std::string_view view(const char* begin, const char* end) { return {begin, end}; }
}
const meme::http::AssetSet& ${function}();
const meme::http::AssetSet& ${function}() {
${array}  static const meme::http::AssetSet set${made};
  return set;
}
}
")
