"""Runs every rule over every file of a tree."""

import os
import subprocess

import coroutine_rules
import layout_rules
import shape_rules
import word_rules
from source import Source
from structure import shape_of

_READ = (".h", ".cc", ".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".md", ".sql", ".cmake", ".sh")
_READ_NAMES = ("CMakeLists.txt", "Makefile")
_SKIPPED = {"build", "node_modules", ".git", "dist", "third_party"}
# The rules and their samples must be able to name what they forbid.
_SELF = "tools/tidy/"


def files_of(root):
    """Paths git knows or would add; every file where there is no repository."""
    if os.path.isdir(os.path.join(root, ".git")):
        listed = subprocess.run(
            ["git", "-C", root, "ls-files", "-co", "--exclude-standard"],
            capture_output=True, text=True, check=True)
        return [p for p in listed.stdout.splitlines() if os.path.isfile(os.path.join(root, p))]
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in _SKIPPED]
        found += [os.path.relpath(os.path.join(folder, n), root) for n in names]
    return sorted(found)


def is_read(path):
    name = os.path.basename(path)
    return os.path.splitext(name)[1] in _READ or name in _READ_NAMES


def check_tree(root):
    """All problems of the tree, in file order."""
    modules = layout_rules.read_modules(root)
    problems = list(layout_rules.check_declarations(modules))
    problems += layout_rules.check_readmes(root, modules)
    sources = [Source(root, path) for path in files_of(root) if is_read(path)]
    shapes = {s.path: shape_of(s) for s in sources if s.is_cpp and not s.is_generated}
    references = {}
    for source in sources:
        if source.path in shapes:
            coroutine_rules.collect_reference_coroutines(
                shapes[source.path], source.tokens, references)
    for source in sources:
        if not source.is_generated:
            problems += check_file(source, modules, shapes.get(source.path), references)
    return sorted(problems)


def check_file(source, modules, shape, references):
    yield from shape_rules.check_lines(source)
    yield from shape_rules.check_shape(source, shape)
    yield from word_rules.check_names(source, shape)
    if not source.path.startswith(_SELF):
        yield from word_rules.check_postponed(source)
    yield from word_rules.check_sleeps(source)
    if shape is None:
        return
    yield from layout_rules.check_includes(source, modules)
    yield from word_rules.check_sql_text(source)
    yield from word_rules.check_routes(source)
    yield from coroutine_rules.check_awaits(source)
    yield from coroutine_rules.check_lambdas(source, shape)
    yield from coroutine_rules.check_spawns(source, references)
