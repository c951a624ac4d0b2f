"""The house's rules, read off the code itself (README, "How it is built")."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("koperasi", "printing", "desktop", "inventory", "consignment", "pos")
FILES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))
EXACT_ROOMS = ("koperasi", "inventory", "consignment", "pos")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "managers", "manager", "services", "service", "misc"}
#: Workbooks store every number as a double; it is turned into exact text where it is read.
MEETS_FLOATS = {"inventory/spreadsheets.py"}
#: What a module draws or prints is made of rows it is given; reading SQL is in queries.py.
NO_SQL = {"reports", "receipts", "papers", "slips"}
#: Parts that several deeds share and call under their own guard.
PARTS_OF_DEEDS = {"inventory/partners.py:known_or_added", "koperasi/shifts.py:post_close"}
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> set[str]:
    """The top-level names of the packages that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def is_screen(file: Path) -> bool:
    return "screens" in file.relative_to(ROOT).parts or file.stem == "screens"


def texts(file: Path) -> Iterator[str]:
    """Every text in a file but the docstrings."""
    parsed = tree(file)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(parsed)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def functions() -> Iterator[tuple[str, int]]:
    """Every function of the rooms and how many lines it has."""
    for file in FILES:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name(file)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_qt_stays_in_the_rooms_with_windows() -> None:
    allowed = {
        file
        for file in FILES
        if file.is_relative_to(ROOT / "desktop") or is_screen(file) or name(file) == "pos/__main__.py"
    }
    assert [name(file) for file in FILES if imports(file) & {"PySide6", "shiboken6"} and file not in allowed] == []


def test_a_screen_report_or_paper_writes_no_sql() -> None:
    """It may hand a connection on to `queries`, and no more."""
    drawing = [file for file in FILES if is_screen(file) or file.stem.rpartition("_")[2] in NO_SQL]
    assert [(name(file), sorted(found)) for file in drawing if (found := sql_names(file) - {"Connection"})] == []


def sql_names(file: Path) -> set[str]:
    """What a file takes from SQLAlchemy."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "sqlalchemy":
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names if each.name.partition(".")[0] == "sqlalchemy"}
    return found


def test_colours_are_named_in_the_theme_only() -> None:
    painted = [file for file in FILES if name(file) != "desktop/theme.py"]
    assert [(name(file), text) for file in painted for text in texts(file) if HEX_COLOUR.fullmatch(text)] == []


def test_no_float_comes_near_money() -> None:
    exact = [file for file in FILES if file.relative_to(ROOT).parts[0] in EXACT_ROOMS and not is_screen(file)]
    found = [
        f"{name(file)}:{node.lineno}"
        for file in exact
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Name) and node.id in {"float", "round"} and name(file) not in MEETS_FLOATS
    ]
    assert found == []


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {name(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {file: lines for file, lines in lengths.items() if lines > 400} == {}


def test_functions_are_short() -> None:
    lengths = dict(functions())
    assert statistics.median(lengths.values()) < 10
    assert {function: lines for function, lines in lengths.items() if lines > 60} == {}
    long = [function for function, lines in lengths.items() if lines > 35]
    assert len(long) <= len(lengths) // 50, long


def test_no_module_is_named_after_a_kind_of_code() -> None:
    assert [name(file) for file in FILES if file.stem in FORBIDDEN_NAMES or file.parent.name in FORBIDDEN_NAMES] == []


def test_every_module_says_what_it_is_for() -> None:
    modules = [*FILES, *(ROOT / "alembic").rglob("*.py")]
    assert [name(file) for file in modules if not ast.get_docstring(tree(file))] == []


def test_domain_rules_do_not_vanish_with_python_o() -> None:
    asserting = [
        f"{name(file)}:{node.lineno}" for file in FILES for node in ast.walk(tree(file)) if isinstance(node, ast.Assert)
    ]
    assert asserting == []


def test_tests_skip_nothing_and_wait_by_no_clock() -> None:
    excuses = re.compile(
        r"pytest\.(skip|xfail|importorskip)|mark\.(skip|skipif|xfail)|time\.sleep\(|qtbot\.wait\(\d{3,}"
    )
    allowed = {"tests/clusters.py", "tests/house/test_architecture.py"}  # a server is waited for
    tests = [file for file in (ROOT / "tests").rglob("*.py") if name(file) not in allowed]
    assert [name(file) for file in tests if excuses.search(file.read_text(encoding="utf-8"))] == []


def test_tests_are_no_package() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_rooms_tests_mirror_its_modules(room: str) -> None:
    stems = {file.stem for file in FILES if file.is_relative_to(ROOT / room)}
    tests = {file.stem.removeprefix("test_") for file in (ROOT / "tests" / room).rglob("test_*.py")}
    folders = {folder.name for folder in (ROOT / room).rglob("*") if folder.is_dir()}
    assert tests - stems - folders == set()


def test_every_deed_is_guarded() -> None:
    """A public function that works and writes facts or master rows says which right it needs.

    Part of a larger deed may be shared between rooms under a name that owns up: `…_unguarded`.
    """
    writing = {("documents", "post"), ("masters", "add"), ("masters", "change")}
    open_doors = [
        f"{name(file)}:{node.name}"
        for file in FILES
        for node in tree(file).body
        if isinstance(node, ast.FunctionDef) and is_deed(node, writing)
        if not node.name.startswith("_") and not node.name.endswith("_unguarded")
        if not any(isinstance(each, ast.Call) and called(each)[1] == "needs" for each in node.decorator_list)
    ]
    assert set(open_doors) == PARTS_OF_DEEDS


def is_deed(function: ast.FunctionDef, writing: set[tuple[str, str]]) -> bool:
    first = function.args.args[0].arg if function.args.args else ""
    return first == "work" and any(
        isinstance(node, ast.Call) and called(node) in writing for node in ast.walk(function)
    )


def called(call: ast.Call) -> tuple[str, str]:
    """The module and the name of what is called: `documents.post(…)`, `needs(…)`."""
    target = call.func
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
        return target.value.id, target.attr
    return "", target.id if isinstance(target, ast.Name) else ""


def test_no_two_kinds_of_paper_begin_their_numbers_alike() -> None:
    """`PB-000017` names one paper only; two of the first kinds did so before, and their numbers are printed."""
    named = re.compile(r'"([a-z]+(?:-[a-z]+)*)", "([A-Z]{2})"\)')
    papers = {pair for file in FILES for pair in named.findall(file.read_text(encoding="utf-8"))}
    prefixes: dict[str, set[str]] = {}
    for purpose, prefix in papers:
        prefixes.setdefault(prefix, set()).add(purpose)
    shared = {prefix: kinds for prefix, kinds in prefixes.items() if len(kinds) > 1}

    assert len(papers) > 20
    assert shared in ({}, {"PB": {"purchase", "tender-correction"}})
