# Compiler flags, libraries and the one precompiled header, shared by every target.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(MEME_SANITIZE "" CACHE STRING "Comma-separated sanitizers, or empty")
option(MEME_FUZZ "Build libFuzzer targets" OFF)

find_program(CCACHE ccache)
if(CCACHE)
  # clang writes a time stamp into precompiled headers unless told not to; without this no file would ever hit.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} ${CCACHE})
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
if(MEME_SANITIZE)
  set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1")
endif()
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers
                    -Wno-gnu-zero-variadic-macro-arguments "SHELL:-Xclang -fno-pch-timestamp")
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
  add_compile_options(-march=x86-64-v2)  # every server processor since 2009
endif()
# One spelling for libraries and programmes, so that the precompiled header serves both.
add_compile_options(-fPIE)
add_link_options(-pie -fuse-ld=lld-19)
if(MEME_SANITIZE)
  add_compile_options(-fsanitize=${MEME_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${MEME_SANITIZE})
endif()
if(MEME_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # without it the fuzzer is blind to what its inputs reach
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)  # what tools/fuzz counts branches with
  add_link_options(-fprofile-instr-generate)
endif()

find_package(Threads REQUIRED)
set(Boost_USE_STATIC_LIBS ON)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL REQUIRED)
find_package(ZLIB REQUIRED)
find_package(SQLite3 REQUIRED)
find_library(PQ_LIBRARY pq REQUIRED)
find_path(PQ_INCLUDE libpq-fe.h PATHS /usr/include/postgresql REQUIRED)
find_package(GTest REQUIRED)
find_package(benchmark REQUIRED)
find_package(fmt REQUIRED)
find_library(RAPIDCHECK_LIBRARY rapidcheck REQUIRED)
find_library(ICAL_LIBRARY ical REQUIRED)

add_library(meme_options INTERFACE)
target_include_directories(meme_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_BINARY_DIR}/generated)
target_compile_definitions(meme_options INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION
                           BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_DISABLE_BOOST_COROUTINE
                           MEME_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
target_link_libraries(meme_options INTERFACE Boost::json Boost::url OpenSSL::SSL OpenSSL::Crypto
                      ZLIB::ZLIB fmt::fmt Threads::Threads)

# Asio and Beast compiled once instead of in every translation unit.
file(WRITE ${PROJECT_BINARY_DIR}/generated/asio_beast.cc
     "#include <boost/asio/impl/src.hpp>\n#include <boost/asio/ssl/impl/src.hpp>\n#include <boost/beast/src.hpp>\n")
file(WRITE ${PROJECT_BINARY_DIR}/generated/pch.cc "")
add_library(meme_pch STATIC ${PROJECT_BINARY_DIR}/generated/pch.cc)
target_link_libraries(meme_pch PUBLIC meme_options)
target_precompile_headers(meme_pch PRIVATE ${PROJECT_SOURCE_DIR}/cmake/pch.h)
add_library(meme_asio STATIC ${PROJECT_BINARY_DIR}/generated/asio_beast.cc)
target_link_libraries(meme_asio PUBLIC meme_options)
