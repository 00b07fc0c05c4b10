"""Forms of co_await and co_spawn that compilers or lifetimes break."""

from structure import is_introducer, matching, split_list

_ENDS = (")", "]", "}")
_SPAWNERS = ("co_spawn", "spawn")
_TASKS = ("Task", "awaitable")


def check_awaits(source):
    """Name an argument first, then move it: no brace initialiser, no owning capture."""
    tokens = source.tokens
    for i, token in enumerate(tokens):
        if token.text == "co_await":
            what = _bad_in_expression(tokens, i + 1)
            if what:
                yield source.problem(token.at, "co-await", f"name it before: {what} inside the "
                                     "co_await expression")


def _bad_in_expression(tokens, i):
    depth = 0
    while i < len(tokens):
        text = tokens[i].text
        if text == "[" and is_introducer(tokens, i):
            if _owns(tokens, i):
                return "a lambda that captures by value"
            i = _after_lambda(tokens, i)
            continue
        if text == "{":
            return "a brace initialiser"
        if (text == ";" or text in _ENDS) and depth == 0:
            return None
        depth += (text in ("(", "[")) - (text in _ENDS)
        i += 1
    return None


def _owns(tokens, introducer):
    captures = split_list(tokens, introducer, matching(tokens, introducer))
    return any(c[0] != "&" and c != ["this"] for c in captures)


def _after_lambda(tokens, introducer):
    i = matching(tokens, introducer) + 1
    while i < len(tokens) and tokens[i].text not in ("{", ";", ","):
        i = matching(tokens, i) + 1 if tokens[i].text == "(" else i + 1
    return matching(tokens, i) + 1 if i < len(tokens) and tokens[i].text == "{" else i


def check_lambdas(source, shape):
    """A coroutine outlives the closure whose captures it reads."""
    tokens = source.tokens
    for function in shape.functions:
        if not function.is_lambda or not function.captures or not function.body:
            continue
        first, last = function.body
        if _is_coroutine(tokens, first, last) and not _awaited(tokens, function):
            yield source.problem(function.at, "coroutine-lambda", "pass what it captures as "
                                 "parameters by value, or make it a member function")


def _is_coroutine(tokens, first, last):
    """Whether the body itself suspends, lambdas inside it left out."""
    i = first + 1
    while i < last:
        text = tokens[i].text
        if text in ("co_await", "co_return", "co_yield"):
            return True
        i = _after_lambda(tokens, i) if text == "[" and is_introducer(tokens, i) else i + 1
    return False


def _awaited(tokens, function):
    """Captures live to the end of the full expression, so an awaited one is safe."""
    i = next(k for k, t in enumerate(tokens) if t.at == function.at)
    while i >= 0 and tokens[i].text not in (";", "{", "}"):
        if tokens[i].text == "co_await":
            return True
        i -= 1
    return False


def collect_reference_coroutines(shape, tokens, into):
    """Notes the coroutines of this file that take references: name -> parameter text."""
    for function in shape.functions:
        references = [p for p in function.parameters if "&" in p or "&&" in p]
        if references and not function.is_lambda and _returns_task(tokens, function):
            into[function.name] = " ".join(references[0])


def _returns_task(tokens, function):
    """The return type stands in the statement that holds the name."""
    low, high = 0, len(tokens)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if tokens[middle].at <= function.at else (low, middle)
    first = low
    while first > 0 and tokens[first - 1].text not in (";", "{", "}", ":"):
        first -= 1
    stop = low
    while stop < len(tokens) and tokens[stop].text not in ("(", ";", "{"):
        stop += 1
    return any(t.text in _TASKS for t in tokens[first:stop])


def check_spawns(source, references):
    """What is spawned runs after its caller has returned; references would dangle."""
    tokens = source.tokens
    if source.is_test:
        return  # a test runs its event loop inside the scope that it lends
    for i, token in enumerate(tokens[:-1]):
        if token.text not in _SPAWNERS or tokens[i + 1].text != "(":
            continue
        for argument in split_list(tokens, i + 1, matching(tokens, i + 1)):
            name = _called(argument)
            if name in references:
                yield source.problem(token.at, "spawned-reference", f"{name} takes "
                                     f"`{references[name]}`; a spawned task takes values")
            elif argument[:1] == ["["] and _lambda_takes_reference(argument):
                yield source.problem(token.at, "spawned-reference", "this lambda takes a "
                                     "reference; a spawned task takes values")


def _called(argument):
    """`store.f` in `store.f(x)`: the name called by an argument, else None."""
    if "(" not in argument or argument[0] == "[":
        return None
    at = argument.index("(")
    return argument[at - 1] if at else None


def _lambda_takes_reference(argument):
    if "]" not in argument:
        return False
    rest = argument[argument.index("]") + 1 :]
    if not rest or rest[0] != "(" or ")" not in rest:
        return False
    return "&" in rest[1 : rest.index(")")]
