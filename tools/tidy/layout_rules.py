"""Who may include whom: the levels of the house and the DEPENDS of each module."""

import os
import re

from source import Problem

LEVELS = {
    "base": 0, "json": 0,
    "runtime": 1, "http": 1, "sql": 1, "redis": 1, "outbox": 1, "media": 1, "identity": 1,
    "members": 2, "catalogue": 2, "booking": 2, "notifications": 2, "ads": 2, "vision": 2,
    "app": 3,
}
FEATURE_LEVEL = 2
FACE_HEADERS = ("api.h", "events.h")
_QUOTED = re.compile(r'^#include "([^"]+)"', re.M)
PURE_FOLDER = "domain"
IMPURE_BASE = ("base/clock.h", "base/random.h")

_MODULE = re.compile(r"meme_module\s*\(([^)]*)\)")
_COMMENT = re.compile(r"#[^\n]*")


class Module:
    def __init__(self, name, depends, path, line):
        self.name = name
        self.depends = depends
        self.path = path
        self.line = line
        self.level = LEVELS.get(name)
        self.face = set(FACE_HEADERS)  # and what those are made of

    def find_face(self, root):
        """A face too long for one header includes its parts; they belong to it."""
        for header in FACE_HEADERS:
            path = os.path.join(root, "src", self.name, header)
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    targets = _QUOTED.findall(file.read())
                own = [t.partition("/") for t in targets]
                self.face |= {rest for module, _, rest in own if module == self.name}


def read_modules(root):
    """The modules declared in src/*/CMakeLists.txt, by name."""
    modules = {}
    folder = os.path.join(root, "src")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join("src", name, "CMakeLists.txt")
        if os.path.isfile(os.path.join(root, path)):
            module = _read_module(root, path)
            if module:
                module.find_face(root)
                modules[module.name] = module
    return modules


def _read_module(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        text = _COMMENT.sub("", file.read())
    match = _MODULE.search(text)
    if not match:
        return None
    line = text.count("\n", 0, match.start()) + 1
    words = match.group(1).split()
    section, depends = "", []
    for word in words[1:]:
        if word in ("DEPENDS", "LIBRARIES"):
            section = word
        elif section == "DEPENDS":
            depends.append(word)
    return Module(words[0], depends, path, line)


def check_declarations(modules):
    """Levels, unknown names, cycles and faces of the DEPENDS lines themselves."""
    for module in modules.values():
        if module.level is None:
            yield _at(module, "module-level", f"give {module.name} a level in {__name__}.LEVELS")
            continue
        for other in module.depends:
            yield from _check_dependency(module, other, modules)
    yield from _check_cycles(modules)


def _check_dependency(module, other, modules):
    level = LEVELS.get(other)
    if level is None:
        yield _at(module, "module-level", f"{other} is no module of the house")
    elif level > module.level:
        yield _at(module, "include-upward", f"{module.name} (level {module.level}) must not "
                  f"depend on {other} (level {level}); turn the dependency round")
    elif other in modules and module.name in modules[other].depends and module.name < other:
        yield _at(module, "two-way-pair", f"{module.name} and {other} depend on each other; "
                  "move what both need to a lower module")


def _check_cycles(modules):
    """A longer ring is as bad as a pair: report each once, at its first name."""
    for start in sorted(modules):
        ring = _ring_from(start, modules)
        if ring and len(ring) > 2 and start == min(ring):
            yield _at(modules[start], "two-way-pair", "break the ring " + " -> ".join(ring))


def _ring_from(start, modules):
    paths, seen = [[start]], {start}
    while paths:
        path = paths.pop()
        for other in modules[path[-1]].depends if path[-1] in modules else []:
            if other == start:
                return path
            if other not in seen:
                seen.add(other)
                paths.append(path + [other])
    return None


def _at(module, rule, advice):
    return Problem(module.path, module.line, rule, advice)


def check_includes(source, modules):
    """Each quoted include of a file below src/."""
    parts = source.path.split("/")
    if parts[0] != "src" or len(parts) < 3 or not source.is_cpp:
        return
    module = modules.get(parts[1])
    if module is None:
        yield Problem(source.path, 1, "module-missing",
                      f"declare meme_module({parts[1]} …) in src/{parts[1]}/CMakeLists.txt")
        return
    for at, target in source.includes:
        yield from _check_include(source, modules, at, target)
        if parts[2] == PURE_FOLDER:
            yield from _check_pure(source, module, at, target)


def _check_include(source, modules, at, target):
    module = modules[source.path.split("/")[1]]
    other, _, rest = target.partition("/")
    if not rest:
        yield source.problem(at, "include-root", f'write "{module.name}/{target}": includes '
                             "start at src/")
    elif other == module.name:
        return
    elif other not in LEVELS:
        yield source.problem(at, "include-root", f'"{target}" names no module; includes start '
                             "at src/ and system headers use <>")
    elif module.level is not None and LEVELS[other] > module.level:
        yield source.problem(at, "include-upward", f"{module.name} (level {module.level}) must "
                             f"not include {other} (level {LEVELS[other]}); turn it round")
    elif other not in module.depends:
        yield source.problem(at, "include-undeclared", f"add {other} to DEPENDS of {module.name}"
                             " in its CMakeLists.txt, or drop the include")
    elif _crosses_feature(module, other) and not _is_face(modules.get(other), rest):
        yield source.problem(at, "include-inside", f"include only {other}/api.h or "
                             f"{other}/events.h from {module.name}")


def _crosses_feature(module, other):
    return LEVELS[other] == FEATURE_LEVEL and module.level == FEATURE_LEVEL


def _is_face(other, rest):
    face = other.face if other else FACE_HEADERS
    return rest in face or rest.startswith("testing/")


def _check_pure(source, module, at, target):
    inside = target.startswith(f"{module.name}/{PURE_FOLDER}/")
    base = target.startswith("base/") and target not in IMPURE_BASE
    if not inside and not base and not source.is_test:
        yield source.problem(at, "domain-pure", "rules in domain/ use only base (no clock, no "
                             "random) and domain/ itself; pass what they need as a value")


def check_readmes(root, modules):
    for module in modules.values():
        path = os.path.join("src", module.name, "README.md")
        if not os.path.isfile(os.path.join(root, path)):
            yield _at(module, "readme-missing", f"write {path} (at most 80 lines)")
