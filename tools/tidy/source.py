"""Text of one file as the rules see it: lines, code without comments and strings, tokens."""

import os
import re
from typing import NamedTuple

CPP_SUFFIXES = (".h", ".cc")

# Order matters: numbers come first so that the quote in 1'000 opens no character literal.
_PIECES = re.compile(
    r"""(?P<number>\b\d[\w.']*)
      | (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<raw>R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<char>'(?:\\.|[^'\\\n])+')""",
    re.X | re.S,
)
_DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.M)
_TOKEN = re.compile(r"[A-Za-z_]\w*|\d[\w.']*|->|::|&&|\"\"|[^\s\w]")
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]+"([^"\n]+)"', re.M)
_GENERATED = re.compile(r"(?i)\bgenerated (?:by|from)\b|@generated")


class Problem(NamedTuple):
    """One finding; the advice is an instruction, not a complaint."""

    path: str
    line: int
    rule: str
    advice: str

    def text(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.advice}"


class Token(NamedTuple):
    text: str
    at: int


class Source:
    """A file read once; everything derived from it is computed on first use."""

    def __init__(self, root, path):
        self.path = path
        self.suffix = os.path.splitext(path)[1]
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            self.text = file.read()
        self._line_starts = None
        self._lines = None
        self._code = None
        self._strings = []
        self._tokens = None

    @property
    def lines(self):
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines

    @property
    def is_cpp(self):
        return self.suffix in CPP_SUFFIXES

    @property
    def is_generated(self):
        return "/generated/" in self.path or bool(_GENERATED.search(self.text[:300]))

    @property
    def is_test(self):
        name = os.path.basename(self.path)
        return self.path.startswith("tests/") or "_test." in name or "_prop_test." in name

    def line_of(self, at):
        if self._line_starts is None:
            self._line_starts = [0] + [m.end() for m in re.finditer("\n", self.text)]
        low, high = 0, len(self._line_starts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._line_starts[middle] <= at else (low, middle)
        return low + 1

    @property
    def code(self):
        """The text with comments blanked and literals emptied, every offset unchanged."""
        if self._code is None:
            self._code = _PIECES.sub(self._blank, self.text)
        return self._code

    @property
    def strings(self):
        """(offset, content) of each string literal, raw ones included."""
        _ = self.code
        return self._strings

    def _blank(self, match):
        whole = match.group()
        if match.lastgroup == "number" or match.group("number"):
            return whole
        if match.group("string") or match.group("raw"):
            content = whole[1:-1] if match.group("string") else whole[whole.index("(") + 1 : -2]
            self._strings.append((match.start(), content))
            return '""' + _spaces(whole[2:])
        if match.group("char"):
            return "0" + _spaces(whole[1:])
        return _spaces(whole)

    @property
    def tokens(self):
        """Tokens of the code, preprocessor lines left out."""
        if self._tokens is None:
            plain = _DIRECTIVE.sub(lambda m: _spaces(m.group()), self.code)
            self._tokens = [Token(m.group(), m.start()) for m in _TOKEN.finditer(plain)]
        return self._tokens

    @property
    def includes(self):
        """(offset, target) of each quoted include."""
        return [(m.start(), m.group(1)) for m in _INCLUDE.finditer(self.text)]

    def problem(self, at, rule, advice):
        return Problem(self.path, self.line_of(at), rule, advice)


def _spaces(text):
    if "\n" not in text:
        return " " * len(text)
    return "\n".join(" " * len(part) for part in text.split("\n"))
