# Mutants: the product with one fault, made from its own source when a test is built, so that no fault is ever in the product.
#
# A mutant is a text file:
#   <why it must be caught, in sentences>
#   file: src/booking/bookings.cc      the file to change
#   compile: src/booking/holds.cc      for a header: what to compile anew with it (repeatable)
#   --- find
#   <text that stands in the file exactly once>
#   --- replace
#   <what takes its place>
# Several file/find/replace groups may follow one another. A text that is not found fails the build: the mutant is then to be
# brought up to date, because a control that no longer applies proves nothing.

# meme_mutant(TARGET MUTANT file SOURCES file… LINK lib…): an executable of SOURCES and the libraries, the mutant's objects first.
function(meme_mutant TARGET)
  cmake_parse_arguments(ARG "" "MUTANT" "SOURCES;LINK" ${ARGN})
  set(folder ${CMAKE_CURRENT_BINARY_DIR}/${TARGET}.mutant)
  file(STRINGS ${ARG_MUTANT} changed REGEX "^(file|compile): ")
  set(originals)
  set(compiled)
  foreach(line ${changed})
    string(REGEX REPLACE "^(file|compile): *" "" path "${line}")
    list(APPEND originals ${PROJECT_SOURCE_DIR}/${path})
    if(path MATCHES "\\.cc$")
      string(REGEX REPLACE "^src/" "" inside ${path})
      list(APPEND compiled ${folder}/${inside})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES originals)
  list(REMOVE_DUPLICATES compiled)
  add_custom_command(OUTPUT ${folder}/made ${compiled}
    COMMAND ${MUTATE_PYTHON} ${PROJECT_SOURCE_DIR}/tests/mutate.py ${ARG_MUTANT} ${PROJECT_SOURCE_DIR} ${folder}
    DEPENDS ${ARG_MUTANT} ${originals} ${PROJECT_SOURCE_DIR}/tests/mutate.py VERBATIM)
  add_executable(${TARGET} ${ARG_SOURCES} ${compiled} ${folder}/made)
  set_source_files_properties(${folder}/made PROPERTIES HEADER_FILE_ONLY TRUE)
  target_precompile_headers(${TARGET} REUSE_FROM meme_pch)
  target_include_directories(${TARGET} BEFORE PRIVATE ${folder})
  target_link_libraries(${TARGET} PRIVATE ${ARG_LINK})
endfunction()

find_program(MUTATE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
