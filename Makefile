# The two commands of the README, and the ones a contributor uses.
# Everything is installed by tools/setup (Debian packages and npm only); nothing else is downloaded.
.PHONY: run test test-long build build-meme bench format lint clean setup
PRESET ?= release
BUILD := build/$(PRESET)
JOBS ?= $(shell nproc)

setup:
	@tools/setup

build: setup web/dist/index.html
	@tools/setup vision
	@cmake --preset $(PRESET) >/dev/null
	@cmake --build $(BUILD) -j$(JOBS)

build-meme: setup web/dist/index.html
	@cmake --preset $(PRESET) >/dev/null
	@cmake --build $(BUILD) -j$(JOBS) --target meme

web/dist/index.html: $(shell find web locales -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' 2>/dev/null)
	@tools/web-build

run: build-meme
	@tools/run-demo $(BUILD)/meme

test: build
	@tools/test $(BUILD)

test-long: build
	@tools/test $(BUILD) long

bench: build
	@tools/bench/run $(BUILD) $(FIGURE)

format:
	@git ls-files 'src/*.cc' 'src/*.h' 'tools/*.cc' 'tools/*.h' 'tests/*.cc' 'tests/*.h' | xargs clang-format-19 -i

lint: build
	@tools/lint $(BUILD)

clean:
	rm -rf build web/dist
