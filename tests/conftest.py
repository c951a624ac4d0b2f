"""What every test stands on: an empty home, real databases, and no warning unheard.

Any record logged at WARNING or above fails the test that caused it (Qt's own warnings too,
through `qt_log_level_fail` in pyproject.toml).  A test that means to cause one says so:

    with caplog.at_level(logging.WARNING):
        …

which lets pass records of exactly that level.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from koperasi import triggers, users
from koperasi.database import open_database
from koperasi.shop import Shop
from tests.clusters import Cluster
from tests.displays import Display
from tests.sellers import Sellers
from tests.shops import Counter, adopted, declared_tables, forget_originals, new_shop, original, small_shop

# Before anything imports Qt.  A test that needs a true window starts its own Xvfb.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Developers' own settings must not change what a test sees.
for name in ("SBMI_MART_SHOP", "LANGUAGE", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE"):
    os.environ.pop(name, None)
os.environ["LC_ALL"] = "C.UTF-8"
# Not UTC and not the shop's zone, so that a local time taken from the machine is noticed.
os.environ["TZ"] = "America/Caracas"

#: Memory is a disk that every test's database can be made on and forgotten again in no time.
MEMORY = Path("/dev/shm")


def in_memory() -> None:
    """Let temporary files lie in memory where there is plenty, unless somebody said where they go."""
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 4 << 30:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


in_memory()
# Thousands of tests leave much behind that lives on: to look through it as often as usual takes a sixth of the time.
gc.set_threshold(50_000, 20, 100)

HOMES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")

settings.register_profile(
    "short", deadline=None, max_examples=30, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples in each run, so that a change is never blamed for an old chance.
settings.register_profile("ci", parent=settings.get_profile("short"), derandomize=True)
# For proofs, by hand: HYPOTHESIS_PROFILE=long ./mart test tests/laws
settings.register_profile("long", parent=settings.get_profile("short"), max_examples=1000, stateful_step_count=60)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "short"))


class Warnings(logging.Handler):
    """Keeps what was logged at WARNING or above and not expected through `caplog`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno not in self._expected_levels(record.name):
            self.unexpected.append(f"{record.name} {record.levelname}: {record.getMessage()}")

    @staticmethod
    def _expected_levels(name: str) -> set[int]:
        """The levels that `caplog.at_level` or `set_level` names just now."""
        captures = [each for each in logging.getLogger().handlers if type(each).__name__ == "LogCaptureHandler"]
        return {each.level for each in captures} - {0}


@pytest.fixture(autouse=True)
def logfail() -> Iterator[None]:
    """Fail a test that logged a warning it did not announce."""
    heard = Warnings()
    root = logging.getLogger()
    root.addHandler(heard)
    yield
    root.removeHandler(heard)
    if heard.unexpected:
        pytest.fail("logged without being expected:\n  " + "\n  ".join(heard.unexpected), pytrace=False)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: nothing of the person who runs the tests is read or written."""
    folder = tmp_path_factory.mktemp("home")
    for variable in HOMES:
        monkeypatch.setenv(variable, str(folder))
    return folder


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL of this test process's own."""
    running = Cluster()
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database; a test that asks for it runs once on each engine.

    On PostgreSQL a test that wants tables or a shop gets a copy of one: making them takes a second.
    """
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'shop.db'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    template = "template0"
    if "shop_url" in request.fixturenames:
        template = request.getfixturevalue("with_shop" if "shop" in request.fixturenames else "with_tables")
    url = cluster.create(template)
    yield url
    cluster.drop(url)


@pytest.fixture(scope="session")
def display() -> Iterator[Display]:
    """A running Xvfb for programs started as processes; within the test itself Qt stays offscreen."""
    running = Display()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sellers() -> Iterator[Sellers]:
    """A process that forks tills which sell, and may be killed."""
    with Sellers() as running:
        yield running


# --- Shops ---------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def originals() -> Iterator[None]:
    """What shops are copied from is gone at the end."""
    yield
    forget_originals()


def _named(url: str) -> str:
    return url.split("/")[3].partition("?")[0]


@pytest.fixture(scope="session")
def with_tables(cluster: Cluster) -> str:
    """The name of a PostgreSQL database that has all tables."""
    url = cluster.create()
    database = open_database(url)
    declared_tables(database)
    database.close()
    return _named(url)


@pytest.fixture(scope="session")
def with_shop(cluster: Cluster) -> str:
    """The name of a PostgreSQL database that a shop was founded in."""
    url = cluster.create()
    original(url)
    return _named(url)


@pytest.fixture
def shop_url(engine_url: str) -> str:
    """The URL of a database for a shop: as empty as `engine_url`, but on PostgreSQL with its tables."""
    return engine_url


@pytest.fixture
def shop(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """An empty shop, once on each engine."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    made = new_shop(shop_url, tmp_path) if shop_url.startswith("sqlite") else adopted(shop_url, tmp_path)
    yield made
    made.close()


@pytest.fixture
def counter(shop: Shop) -> Counter:
    """A shop with two people, a member, a maker and three goods."""
    return small_shop(shop)


@pytest.fixture
def unguarded() -> Callable[[Shop, str], None]:
    """Do what the triggers refuse, as someone with the file in her hands could."""

    def spoil(shop: Shop, statement: str) -> None:
        with shop.database.writing() as connection:
            for name in sorted(triggers.present(connection)):
                on = f" ON {name.rsplit('_no_', 1)[0]}" if connection.dialect.name == "postgresql" else ""
                connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
            connection.exec_driver_sql(statement)

    return spoil
