"""Limits on the tail: long files, functions, lines, parameter lists and deep nesting."""

import ast
import re

from source import Problem
from structure import shape_of

FUNCTION_LINES = 60
HEADER_LINES = 150
SOURCE_LINES = 400
TEST_LINES = 400
LINE_COLUMNS = 100
PARAMETERS = 4
NESTING = 3
FOREIGN = "// foreign signature"
DOCUMENT_LINES = {"README.md": 80, "ARCHITECTURE.md": 250}

_MEASURED = (".h", ".cc", ".py", ".ts", ".tsx", ".mjs")
_WIDTH = (".h", ".cc", ".py")  # Prettier decides the width of the web's files
_LINK = re.compile(r"https?://\S{40,}")


def check_lines(source):
    """File length and line width; documents have their own lengths."""
    lines = source.lines
    if source.suffix == ".md":
        yield from _check_document(source, lines)
        return
    if source.suffix not in _MEASURED:
        return
    limit = HEADER_LINES if source.suffix == ".h" else SOURCE_LINES
    if len(lines) > limit:
        yield Problem(source.path, limit + 1, "file-length",
                      f"{len(lines)} lines; split it by what it is about (at most {limit})")
    for number, line in enumerate(lines, 1) if source.suffix in _WIDTH else ():
        if len(line) > LINE_COLUMNS and not _LINK.search(line):
            yield Problem(source.path, number, "line-length",
                          f"{len(line)} columns; break it (at most {LINE_COLUMNS})")


def _check_document(source, lines):
    name = source.path.rsplit("/", 1)[-1]
    limit = DOCUMENT_LINES.get(name)
    if source.path == "README.md" or limit is None:
        return  # the front page has no limit
    if len(lines) > limit:
        yield Problem(source.path, limit + 1, "document-length",
                      f"{len(lines)} lines; keep what a newcomer needs (at most {limit})")


def check_shape(source, shape=None):
    """Functions, parameters and nesting of a C++ or Python file."""
    if source.is_cpp:
        yield from _check_cpp(source, shape or shape_of(source))
    elif source.suffix == ".py":
        yield from _check_python(source)


def _check_cpp(source, shape):
    for function in shape.functions:
        if function.body:
            first, last = source.line_of(function.at), source.line_of(function.end)
            yield from _check_length(source.path, first, last, function.name)
        if len(function.parameters) > PARAMETERS and not _is_foreign(source, function):
            yield source.problem(function.at, "parameters", _too_many(function))
    for at, depth in shape.nesting:
        if depth == NESTING + 1:
            yield source.problem(at, "nesting", f"{depth} levels; return early or name the inner "
                                 f"part as a function (at most {NESTING})")


def _is_foreign(source, function):
    """A callback whose signature a library dictates says so on the line above or beside it."""
    line = source.line_of(function.at)
    return any(FOREIGN in text for text in source.lines[max(0, line - 2) : line])


def _too_many(function):
    return (f"{function.name} takes {len(function.parameters)}; pass a struct "
            f"(at most {PARAMETERS})")


def _check_length(path, first, last, name):
    if last - first + 1 > FUNCTION_LINES:
        yield Problem(path, first, "function-length", f"{name} has {last - first + 1} lines; "
                      f"name its parts (at most {FUNCTION_LINES})")


def _check_python(source):
    try:
        tree = ast.parse(source.text)
    except SyntaxError as error:
        yield Problem(source.path, error.lineno or 1, "syntax", f"make it parse: {error.msg}")
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _check_length(source.path, node.lineno, node.end_lineno, node.name)
            names = [a.arg for a in node.args.args if a.arg not in ("self", "cls")]
            if len(names) > PARAMETERS:
                yield Problem(source.path, node.lineno, "parameters",
                              f"{node.name} takes {len(names)}; pass an object "
                              f"(at most {PARAMETERS})")
            yield from _python_nesting(source, node, 0)


def _python_nesting(source, node, depth):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        blocks = (ast.If, ast.For, ast.While, ast.With, ast.Try)
        chained = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        deeper = depth + (isinstance(child, blocks) and not chained)
        if deeper == NESTING + 1 and deeper > depth:
            yield Problem(source.path, child.lineno, "nesting",
                          f"{deeper} levels; name the inner part (at most {NESTING})")
        yield from _python_nesting(source, child, deeper)
