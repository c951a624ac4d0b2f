"""What the last check of the books on this PC found, so that the manager's home can say it without checking again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from koperasi.shop import Shop

FILE = "last-check.json"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """When everything was checked, and how many things were wrong."""

    at: datetime
    wrong: int


def last(shop: Shop) -> CheckResult | None:
    """The newest result on this PC; None where there is none, or its file makes no sense."""
    try:
        kept = json.loads((shop.state.path / FILE).read_text(encoding="utf-8"))
        return CheckResult(datetime.fromisoformat(str(kept["at"])), int(kept["wrong"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(shop: Shop, wrong: int) -> CheckResult:
    """Remember what a check found; raises OSError where this PC's folder cannot be written."""
    found = CheckResult(shop.clock(), wrong)
    path = shop.state.path / FILE
    draft = path.with_name(FILE + ".new")
    draft.write_text(json.dumps({"at": found.at.isoformat(), "wrong": wrong}), encoding="utf-8")
    draft.replace(path)
    return found


def check(shop: Shop) -> tuple[CheckResult, tuple[str, ...]]:
    """Check everything now and remember it; the result, and what is wrong, in words."""
    # Every room's checks: nobody who only asks for the last result waits for them.
    from pos import checks

    faults = tuple(checks.wrong(shop))
    return keep(shop, len(faults)), faults
