"""Files, functions and nesting stay small enough to be read."""

import ast
from collections.abc import Iterator

from tests.architecture.tree import code, modules, name

LINES_IN_A_FILE = 400
LINES_IN_A_FUNCTION = 40
NESTING = 3

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def functions() -> Iterator[tuple[str, Function, list[str]]]:
    for path, tree in modules():
        if "migrations" in path.parts:
            continue  # a migration is a list of tables in order, written once and never changed
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield f"{name(path)}:{node.lineno} {node.name}", node, lines


def lines_of_code(function: Function, lines: list[str]) -> int:
    """Count the lines of the body that are neither blank, nor comments, nor the docstring."""
    body = function.body
    first = body[1:] if ast.get_docstring(function) is not None else body
    if not first:
        return 0
    own = lines[first[0].lineno - 1 : function.end_lineno]
    return sum(1 for line in own if line.strip() and not line.strip().startswith("#"))


def depth(nodes: list[ast.stmt], above: int = 0) -> int:
    """Return how deep blocks stand in each other; an `elif` stands beside its `if`, not in it."""
    deepest = above
    for node in nodes:
        if isinstance(node, Function | ast.ClassDef) or not isinstance(node, BLOCKS):
            continue
        for part in inner(node):
            beside = isinstance(node, ast.If) and part == node.orelse and is_elif(part)
            deepest = max(deepest, depth(part, above if beside else above + 1))
    return deepest


def inner(node: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        if part := getattr(node, field, None):
            yield part
    for arm in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
        yield arm.body


def is_elif(part: list[ast.stmt]) -> bool:
    return len(part) == 1 and isinstance(part[0], ast.If)


def test_no_file_is_longer_than_a_person_reads() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in code()}
    assert lengths
    assert {where: length for where, length in lengths.items() if length > LINES_IN_A_FILE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {where: lines_of_code(function, lines) for where, function, lines in functions()}
    assert lengths
    assert {where: length for where, length in lengths.items() if length > LINES_IN_A_FUNCTION} == {}


def test_no_function_nests_too_deep() -> None:
    depths = {where: depth(function.body) for where, function, _ in functions()}
    assert {where: found for where, found in depths.items() if found > NESTING} == {}


SAMPLE = """
def sample(a):
    '''Says nothing.'''
    # why
    if a:
        for b in a:

            with b:
                c = 1
    elif a == 2:
        d = 2
"""


def test_the_measures_see_what_they_should() -> None:
    function = ast.parse(SAMPLE).body[0]
    assert isinstance(function, ast.FunctionDef)
    assert lines_of_code(function, SAMPLE.splitlines()) == 6
    assert depth(function.body) == 3
