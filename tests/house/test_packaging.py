"""The program can be installed, started from anywhere, and stands on libraries that are safe."""

from __future__ import annotations

import importlib.metadata
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pysqlite3
import pytest
from packaging.requirements import Requirement

from koperasi import schema
from koperasi.database import SQLITE_FLOOR, check_sqlite_version
from koperasi.errors import Trouble

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

MAKE_A_SHOP = """
import sys
import pos.tables
from koperasi import schema
from koperasi.database import open_database
database = open_database(sys.argv[1])
schema.create(database.engine)
with database.engine.connect() as connection:
    print(schema.current(connection), schema.migrations_folder())
"""


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [str(each) for each in command]
    done = subprocess.run(words, cwd=folder, env=clean | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def locked(name: str) -> dict[str, str]:
    """Library → version of a lock file."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of another environment, with the wheel in it and our libraries beside."""
    other = tmp_path_factory.mktemp("another pc") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", other, folder=ROOT)
    (packages,) = other.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", str(other / "bin" / "python")]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, folder=ROOT)
    return other / "bin"


def test_the_migrations_folder_never_hides_the_library() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()
    assert run(sys.executable, "-c", "import alembic; print(alembic.__version__)", folder=ROOT).strip()


def test_the_wheel_holds_the_rooms_the_migrations_and_what_they_show(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.partition("/")[0] for name in names}
    assert tops - {f"sbmi_mart-{PROJECT['version']}.dist-info"} == {
        "koperasi", "printing", "desktop", "inventory", "consignment", "pos",
    }  # fmt: skip
    migrations = {
        f"koperasi/migrations/{file.relative_to(ROOT / 'alembic')}" for file in (ROOT / "alembic").rglob("*.py")
    }
    assert migrations <= names
    assert len(migrations) > 1
    assert {"koperasi/locale/en/LC_MESSAGES/sbmi.mo", "koperasi/migrations/script.py.mako"} <= names
    shown = {str(file.relative_to(ROOT)) for room in ("desktop", "printing") for file in (ROOT / room).rglob("*.*")}
    assert {name for name in shown if name.endswith((".svg", ".ttf", ".txt", ".md"))} <= names


def test_an_installed_program_migrates_a_new_shop(installed: Path, tmp_path: Path) -> None:
    printed = run(installed / "python", "-c", MAKE_A_SHOP, tmp_path / "shop.db", folder=tmp_path)
    revision, _, folder = printed.strip().partition(" ")
    assert revision == schema.head()
    assert Path(folder).is_relative_to(installed.parent)


def test_the_database_library_is_one_that_cannot_corrupt_the_file() -> None:
    assert tuple(map(int, pysqlite3.dbapi2.sqlite_version.split("."))) >= SQLITE_FLOOR >= (3, 51, 3)
    with pytest.raises(Trouble, match=r"3\.40\.1"):
        check_sqlite_version("3.40.1")


def test_locks_name_a_version_for_every_library_and_agree() -> None:
    shop, developers = locked("requirements.lock"), locked("requirements-dev.lock")
    extra = PROJECT["optional-dependencies"]["dev"]
    for requirement in map(Requirement, [*PROJECT["dependencies"], *extra]):
        wanted = requirement.name.lower().replace("_", "-")
        assert requirement.specifier.contains(developers[wanted]), wanted
    assert shop.items() <= developers.items()
    assert not set(shop) & {"pytest", "mypy", "ruff", "hypothesis"}


def test_the_tests_run_on_what_the_lock_names() -> None:
    here = {each.name.lower().replace("_", "-"): each.version for each in importlib.metadata.distributions()}
    locked_here = {name: version for name, version in locked("requirements-dev.lock").items() if name in here}
    assert {name: (version, here[name]) for name, version in locked_here.items() if here[name] != version} == {}
    assert len(locked_here) > 40


def test_no_lock_names_where_packages_come_from() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert not re.search(r"index-url|https?://|find-links", (ROOT / name).read_text(encoding="utf-8"))


def test_the_readme_names_both_commands() -> None:
    commands = re.findall(
        r"^    (\./mart\S*(?: test)?)\b", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert commands[:2] == ["./mart", "./mart test"]


def test_continuous_integration_runs_what_the_readme_says() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    deeds = [line for line in lines if line and not line.startswith("#")]
    assert deeds == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "./mart test"]


def test_a_prepared_start_runs_nothing_before_the_program(tmp_path: Path) -> None:
    """With every other program out of reach, `./mart` still reaches Python."""
    checkout = tmp_path / "toko kita"
    environment = checkout / ".venv"
    (environment / "bin").mkdir(parents=True)
    for file in ("mart", "requirements.lock"):
        (checkout / file).write_bytes((ROOT / file).read_bytes())
    (environment / "requirements.lock").write_bytes((ROOT / "requirements.lock").read_bytes())
    (checkout / "mart").chmod(0o755)
    program = environment / "bin" / "python"
    program.write_text('#!/bin/sh\necho "$PYTHONPATH" "$@"\n')
    program.chmod(0o755)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("dirname", "cmp", "sh"):
        (tools / tool).symlink_to(f"/usr/bin/{tool}")

    printed = run(checkout / "mart", "find", "kopi susu", folder=tmp_path, PATH=str(tools))

    assert printed == f"{checkout} -P -m pos find kopi susu\n"
