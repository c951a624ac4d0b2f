"""Imports run one way only: pos → consignment → inventory → desktop → printing → koperasi."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_contracts_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "1 kept, 0 broken" in done.stdout


def test_a_lower_room_that_reaches_up_is_found(tmp_path: Path) -> None:
    for room in ("koperasi", "printing", "desktop", "inventory", "consignment", "pos"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").write_text("")
    (tmp_path / "koperasi" / "__init__.py").write_text("import pos\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "koperasi is not allowed to import pos" in done.stdout
