# Mutants: the product with one fault, made from its own source when a test is built, so that no fault is ever in the product.
#
# A mutant is a text file of this folder:
#   <why it must be caught, in sentences>
#   file: src/booking/bookings.cc      the file to change
#   compile: src/booking/holds.cc      for a header: what to compile anew with it (repeatable)
#   --- find
#   <text that stands in the file exactly once>
#   --- replace
#   <what takes its place>
# Several file/find/replace groups may follow one another. A text that is not found fails the build: the mutant is then to be
# brought up to date, because a control that no longer applies proves nothing.

# mutant_objects(NAME): an object library of what the mutant NAME.txt changes; made once, however many programmes use it.
function(mutant_objects NAME)
  set(library mutant_${NAME})
  if(TARGET ${library})
    return()
  endif()
  set(mutant ${mutants_folder}/${NAME}.txt)
  set(folder ${PROJECT_BINARY_DIR}/mutants/${NAME})
  file(STRINGS ${mutant} changed REGEX "^(file|compile): ")
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
    COMMAND ${MUTATE_PYTHON} ${mutants_folder}/mutate.py ${mutant} ${PROJECT_SOURCE_DIR} ${folder}
    DEPENDS ${mutant} ${originals} ${mutants_folder}/mutate.py VERBATIM)
  add_library(${library} OBJECT ${compiled} ${folder}/made)
  set_source_files_properties(${folder}/made PROPERTIES HEADER_FILE_ONLY TRUE)
  target_precompile_headers(${library} REUSE_FROM meme_pch)
  target_include_directories(${library} BEFORE PRIVATE ${folder})
  # The last of the modules: it brings the headers, also the generated ones, of all below it.
  target_link_libraries(${library} PRIVATE meme_booking)
endfunction()

# mutant_programme(TARGET NAME SOURCES file… LINK lib…): SOURCES and the libraries, the mutant's objects in place of their own.
function(mutant_programme TARGET NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  mutant_objects(${NAME})
  add_executable(${TARGET} ${ARG_SOURCES} $<TARGET_OBJECTS:mutant_${NAME}>)
  target_precompile_headers(${TARGET} REUSE_FROM meme_pch)
  target_link_libraries(${TARGET} PRIVATE ${ARG_LINK})
endfunction()

set(mutants_folder ${CMAKE_CURRENT_LIST_DIR})
find_program(MUTATE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH REQUIRED)
