"""Words the house does not use: bag names, postponed work, SQL and sleeps in the wrong place."""

import os
import re

from source import Problem
from structure import matching

BAG_WORDS = ("Manager", "Util", "Utils", "Helper", "Helpers", "Info", "Data", "Impl")

_BAG_TYPE = re.compile(r"(?:%s)$" % "|".join(BAG_WORDS))
_BAG_STEM = re.compile(r"(?:^|[_-])(?:%s)$" % "|".join(word.lower() for word in BAG_WORDS))
_LATER_WORDS = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")
_LATER = re.compile(r"\b(?:%s)\b" % "|".join(_LATER_WORDS))
_SQL = re.compile(
    r"(?is)^\s*(?:SELECT\s.*\sFROM\s|SELECT\s+[\d*(]|INSERT\s+(?:OR\s+\w+\s+)?INTO\s"
    r"|UPDATE\s+\w+\s+SET\s"
    r"|DELETE\s+FROM\s|REPLACE\s+INTO\s|WITH\s+\w+\s+AS\s*\(|PRAGMA\s+\w|VACUUM\b|BEGIN\s+IMMEDIATE"
    r"|(?:CREATE|DROP|ALTER)\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|TRIGGER|VIEW)\s)")
_SLEEP_CPP = re.compile(r"\b(?:sleep_for|sleep_until|usleep|nanosleep|sleep)\s*\(")
_SLEEP_JS = re.compile(r"\bwaitForTimeout\s*\(|\bsetTimeout\s*\(\s*(?:resolve|r|done)\b")
_SLEEP_SH = re.compile(r"(?:^|[;&|]|\bdo\b|\bthen\b)\s*sleep\s+[\d$]", re.M)
_SLEEP_PY = re.compile(r"\btime\.sleep\s*\(|(?<![\w.])sleep\s*\(")
_TEXT = (".h", ".cc", ".py", ".ts", ".tsx", ".mjs", ".js", ".css", ".md", ".sql", ".cmake", ".sh",
         ".txt", ".json", ".yml", ".yaml", "")
_NAMED = (".h", ".cc", ".py", ".ts", ".tsx", ".mjs", ".js")
# The one place that waits for real processes, by polling a condition under a deadline.
_WAITING_PLACE = "tests/support/"


def check_names(source, shape):
    stem = os.path.basename(source.path).split(".")[0]
    if source.suffix in _NAMED and _BAG_STEM.search(stem):
        yield Problem(source.path, 1, "name", f"name {stem} after what it does; a bag has no owner")
    for at, name in shape.types if shape else []:
        if _BAG_TYPE.search(name):
            yield source.problem(at, "name", f"name {name} after what it is; "
                                 f"not {', '.join(BAG_WORDS)}")


def check_postponed(source):
    if source.suffix not in _TEXT:
        return
    for match in _LATER.finditer(source.text):
        yield source.problem(match.start(), "postponed", f"do it or write an issue; "
                             f"{match.group()} stays for ever")


def check_sql_text(source):
    """Statements live in .sql files; src/sql is the engine, and tests may break what they test."""
    if not source.is_cpp or not source.path.startswith(("src/", "tools/")):
        return
    if source.path.startswith("src/sql/") or source.is_test or "/testing/" in source.path:
        return
    for at, text in source.strings:
        if _SQL.search(text):
            yield source.problem(at, "sql-text", "move the statement into the module's .sql file "
                                 "as `-- name: …`")


def check_sleeps(source):
    if not source.is_test or source.path.startswith(_WAITING_PLACE):
        return
    pattern, text = _sleep_pattern(source)
    for match in pattern.finditer(text) if pattern else []:
        yield source.problem(match.start(), "sleep", "drive a ManualClock, or wait for a condition "
                             "with tests/support")


def _sleep_pattern(source):
    if source.is_cpp:
        return _SLEEP_CPP, source.code
    if source.suffix in (".mjs", ".js", ".ts", ".tsx"):
        return _SLEEP_JS, source.text
    if source.suffix == ".py":
        return _SLEEP_PY, source.text
    if source.suffix == ".sh":
        return _SLEEP_SH, source.text
    return None, ""


def check_routes(source):
    """A described route names its policy where it is written; the router refuses it as well."""
    if not source.is_cpp or not source.path.startswith("src/") or source.is_test:
        return
    tokens = source.tokens
    opened = []  # indexes of the braces around a token
    for i, token in enumerate(tokens):
        if token.text == "{":
            opened.append(i)
        elif token.text == "}" and opened:
            opened.pop()
        elif token.text == "pattern" and opened and _initialises(tokens, i):
            if not _names_policy(tokens, opened[-1]):
                yield source.problem(token.at, "route-policy", "say who may call it: .policy = …")


def _initialises(tokens, i):
    return tokens[i - 1].text == "." and tokens[i + 1].text == "=" and tokens[i - 2].text in "{,"


def _names_policy(tokens, opened):
    inside = tokens[opened : matching(tokens, opened)]
    return any(t.text == "policy" and inside[k - 1].text == "." for k, t in enumerate(inside))
