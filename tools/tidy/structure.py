"""Finds functions, lambdas, types and blocks in C++ tokens, without a compiler.

It follows brackets and looks only at the head of each brace: the tokens since the statement
began. That is enough for code that clang-format has laid out, and needs no build.
"""

from typing import NamedTuple

_CONTROL = {"if", "for", "while", "switch", "catch"}
_BARE_CONTROL = {"else", "do", "try"}
_TYPE_WORDS = {"class", "struct", "union", "enum"}
_DECLARING = {"file", "namespace", "class"}
_NOT_NAMES = _CONTROL | {
    "return", "co_return", "co_await", "co_yield", "sizeof", "decltype", "alignas", "noexcept",
    "requires", "static_assert", "explicit", "throw", "case", "new", "delete", "else", "do",
}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Function(NamedTuple):
    """A function or lambda; without a body when first == last brace position."""

    name: str
    at: int
    end: int
    parameters: list
    is_lambda: bool
    captures: list
    body: tuple  # token indexes of its braces, or None


class Shape:
    """What one file contains. `nesting` holds (offset, depth) of each control block."""

    def __init__(self):
        self.functions = []
        self.types = []
        self.nesting = []


class _Frame:
    def __init__(self, kind, opened, head, depth=0):
        self.kind = kind
        self.opened = opened
        self.head = head  # token index at which the current statement begins
        self.depth = depth  # control blocks around it
        self.introducer = None  # token index of a lambda's '[' whose body is awaited
        self.function = None


def shape_of(source):
    return _Walker(source.tokens).walk()


def matching(tokens, index):
    """Index of the bracket that closes the one at `index` (or the last token)."""
    depth = 0
    for i in range(index, len(tokens)):
        text = tokens[i].text
        if text in _CLOSING:
            depth += 1
        elif text in ")]}":
            depth -= 1
            if depth == 0:
                return i
    return len(tokens) - 1


def is_introducer(tokens, index):
    """Whether the '[' at `index` begins a lambda, not a subscript or an attribute."""
    if index + 1 < len(tokens) and tokens[index + 1].text == "[":
        return False
    if index == 0:
        return True
    before = tokens[index - 1].text
    if before in ("return", "co_return", "co_await", "co_yield", "case", "else"):
        return True
    return not (before in (")", "]", "[", ">", '""') or before[0].isalnum() or before[0] == "_")


def split_list(tokens, first, last):
    """Token lists between commas of (first, last), brackets and templates respected."""
    items, item, depth, angle = [], [], 0, 0
    for i in range(first + 1, last):
        text = tokens[i].text
        depth += (text in _CLOSING) - (text in (")", "]", "}"))
        if depth == 0 and text == "<" and item:
            angle += 1
        elif depth == 0 and text == ">" and angle:
            angle -= 1
        if text == "," and depth == 0 and angle == 0:
            items.append(item)
            item = []
        else:
            item.append(text)
    if item and item != ["void"]:
        items.append(item)
    return items


class _Walker:
    def __init__(self, tokens):
        self.tokens = tokens
        self.shape = Shape()
        self.stack = [_Frame("file", 0, 0)]

    def walk(self):
        for i, token in enumerate(self.tokens):
            text = token.text
            if text == "{":
                self._open_brace(i)
            elif text in ("(", "["):
                self._open_bracket(i, text)
            elif text in (")", "]", "}"):
                self._close(i)
            elif text == ";":
                self._end_statement(i)
            elif text == ",":
                self._separate(i)
            elif text == ":" and self.tokens[i - 1].text in ("public", "private", "protected"):
                self.stack[-1].head = i + 1
        return self.shape

    def _separate(self, i):
        frame = self.stack[-1]
        frame.introducer = None
        if frame.kind in ("paren", "init"):
            frame.head = i + 1

    def _open_bracket(self, i, text):
        frame = self.stack[-1]
        if text == "[" and is_introducer(self.tokens, i):
            frame.introducer = i
        if text == "(" and self._controls_statement(i):
            depth = frame.depth + self._controls_since(frame.head, i)
            self.shape.nesting.append((self.tokens[i].at, depth))
        self.stack.append(_Frame("paren", i, i + 1, frame.depth))

    def _controls_statement(self, i):
        before = self.tokens[i - 1].text if i else ""
        return before in _CONTROL or (before == "constexpr" and self.tokens[i - 2].text == "if")

    def _controls_since(self, first, i):
        """How many control statements the head holds, so that braces or none count alike."""
        return sum(t.text in _CONTROL for t in self.tokens[first:i])

    def _close(self, i):
        if len(self.stack) == 1:
            return
        frame = self.stack.pop()
        if frame.function is not None:
            done = frame.function._replace(end=self.tokens[i].at, body=(frame.opened, i))
            self.shape.functions.append(done)
        if frame.kind in ("paren", "init", "lambda", "enum"):
            return
        self.stack[-1].head = i + 1
        self.stack[-1].introducer = None

    def _end_statement(self, i):
        frame = self.stack[-1]
        if frame.kind in _DECLARING:
            self._declaration(frame.head, i)
        if frame.kind != "paren":
            frame.introducer = None
        frame.head = i + 1

    def _declaration(self, first, last):
        words = {t.text for t in self.tokens[first:last]}
        if words & {"using", "typedef", "static_assert", "friend"}:
            self._alias(first, last)
            return
        found = self._signature(first, last)
        if found:
            name, opened = found
            closed = matching(self.tokens, opened)
            parameters = split_list(self.tokens, opened, closed)
            at = self.tokens[opened - 1].at
            self.shape.functions.append(Function(name, at, at, parameters, False, [], None))

    def _alias(self, first, last):
        texts = [t.text for t in self.tokens[first:last]]
        if texts[0] == "using" and "=" in texts and len(texts) > 2:
            self.shape.types.append((self.tokens[first].at, texts[1]))

    def _signature(self, first, last):
        """(name, index of '(') of the function declared in this head, or None."""
        i, angle = first, 0
        while i < last:
            text = self.tokens[i].text
            angle += (text == "<" and i > first) - (text == ">" and angle > 0)
            if text == "operator":
                return self._operator(i, last)
            if (text == "=" and angle == 0) or text == "{":
                return None
            if text == "(":
                if angle == 0 and self._names_function(i, first):
                    return self.tokens[i - 1].text, i
                i = matching(self.tokens, i)
            i += 1
        return None

    def _operator(self, i, last):
        j = i + 1
        while j < last and self.tokens[j].text != "(":
            j += 1
        if j + 2 < last and self.tokens[j + 1].text == ")" and self.tokens[j + 2].text == "(":
            j += 2
        return ("operator", j) if j < last else None

    def _names_function(self, i, first):
        if i == first:
            return False
        name = self.tokens[i - 1].text
        if name.isupper() and "_" in name and self.tokens[first].text == name:
            return False  # a macro standing as a statement, such as MEME_ASSERT(...)
        return (name[0].isalpha() or name[0] == "_") and name not in _NOT_NAMES

    def _open_brace(self, i):
        frame = self.stack[-1]
        kind = self._brace_kind(frame, i)
        depth = frame.depth
        if kind == "control":
            depth += max(1, self._controls_since(frame.head, i))
            if self.tokens[i - 1].text in _BARE_CONTROL:
                self.shape.nesting.append((self.tokens[i].at, depth))
        inner = _Frame(kind, i, i + 1, 0 if kind == "function" else depth)
        if kind == "function":
            inner.function = self._function(frame.head, i)
        elif kind == "lambda":
            inner.function = self._lambda(frame.introducer)
            frame.introducer = None
        elif kind in ("class", "enum"):
            self._type(frame.head, i)
        self.stack.append(inner)

    def _brace_kind(self, frame, i):
        if frame.introducer is not None and self._awaits_body(frame.introducer, i):
            return "lambda"
        if frame.kind in _DECLARING:
            return self._declared_kind(frame.head, i)
        head = [t.text for t in self.tokens[frame.head : i]]
        if frame.kind in ("paren", "init", "enum"):
            return "init"
        if not head or head[-1] in (":", "{", "}"):
            return "block"
        if head[-1] in _BARE_CONTROL or self._closes_control(i - 1):
            return "control"
        if head[0] in _TYPE_WORDS and "(" not in head:
            return "class"
        return "init"

    def _awaits_body(self, introducer, i):
        """A lambda's body follows its capture list, parameters and return type directly."""
        j = matching(self.tokens, introducer) + 1
        if self.tokens[j].text == "<":
            while self.tokens[j].text != "(" and j < i:
                j += 1
        if self.tokens[j].text == "(":
            j = matching(self.tokens, j) + 1
        return j == i or self.tokens[j].text in ("mutable", "noexcept", "->", "constexpr")

    def _closes_control(self, i):
        if self.tokens[i].text != ")":
            return False
        depth = 0
        while i >= 0:
            text = self.tokens[i].text
            depth += (text == ")") - (text == "(")
            if depth == 0:
                return self._controls_statement(i)
            i -= 1
        return False

    def _declared_kind(self, first, i):
        first = self._after_template(first, i)
        head = [t.text for t in self.tokens[first:i]]
        if "namespace" in head or head[:1] == ["extern"]:
            return "namespace"
        if "enum" in head[:2]:
            return "enum"
        found = self._signature(first, i)
        if found is None:
            starts = [w for w in head if w in _TYPE_WORDS]
            return "class" if starts and "=" not in head else "init"
        return "init" if self._initialises_member(found[1], i) else "function"

    def _initialises_member(self, opened, i):
        """In `X(int a) : a_(a), b_{a} {` only the last brace is the body."""
        closed = matching(self.tokens, opened)
        after = [t.text for t in self.tokens[closed + 1 : i]]
        if ":" not in after:
            return False
        last = after[-1]
        return last not in (")", "}") and after[0] in (":", "noexcept")

    def _after_template(self, first, i):
        while first < i and self.tokens[first].text == "template":
            depth, j = 0, first + 1
            while j < i:
                depth += (self.tokens[j].text == "<") - (self.tokens[j].text == ">")
                j += 1
                if depth == 0:
                    break
            first = j
        return first

    def _function(self, head, i):
        first = self._after_template(head, i)
        name, opened = self._signature(first, i)
        closed = matching(self.tokens, opened)
        parameters = split_list(self.tokens, opened, closed)
        if name.isupper():
            parameters = []  # TEST(Suite, Name) and the like
        return Function(name, self.tokens[head].at, 0, parameters, False, [], None)

    def _lambda(self, introducer):
        closed = matching(self.tokens, introducer)
        captures = split_list(self.tokens, introducer, closed)
        parameters = []
        if self.tokens[closed + 1].text == "(":
            end = matching(self.tokens, closed + 1)
            parameters = split_list(self.tokens, closed + 1, end)
        at = self.tokens[introducer].at
        return Function("lambda", at, 0, parameters, True, captures, None)

    def _type(self, first, i):
        first = self._after_template(first, i)
        words = [t.text for t in self.tokens[first:i] if t.text not in ("final", "alignas")]
        for k, word in enumerate(words):
            if word in _TYPE_WORDS and k + 1 < len(words) and words[k + 1] not in _TYPE_WORDS:
                self.shape.types.append((self.tokens[first].at, words[k + 1]))
                return
