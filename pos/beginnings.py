"""A shop's beginning: everything told first, then made in one moment.

The shop is built aside, with its goods and opening stock, and moved to its place when it is
whole: a crash on the way leaves no half shop.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from inventory import catalogue_files, imports, stock_files
from inventory.imports import Import, Options, Outcome
from koperasi import settings, setups, tills, users
from koperasi.errors import BadInput, Trouble
from koperasi.money import Rupiah
from koperasi.setups import NewShop
from koperasi.shop import Clock, Shop, wall_clock
from koperasi.shops import Place
from koperasi.text import _
from pos import founding

DRAFT = "toko-baru-"
USUAL_FLOAT = Rupiah(300_000)

#: Told how many rows of how many are written.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class File:
    """A file of goods or stock; with `keep_good` its wrong rows are set aside, else they stop it."""

    path: Path
    keep_good: bool = False


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new shop begins with; only names and the manager's PIN must be there."""

    shop: NewShop = field(default_factory=NewShop)
    manager: str = ""
    pin: str = ""
    usual_float: Rupiah = USUAL_FLOAT
    printer: str = ""
    columns: int = 48
    goods: File | None = None
    stock: File | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made: the code for the recovery sheet, and how many rows came from the files."""

    recovery_code: str
    goods: Outcome | None
    stock: Outcome | None


def may_begin(place: Place) -> None:
    """Raises Trouble where a shop is, or where one was: there its backups should be put back."""
    if not place.on_file or place.exists:
        raise Trouble(
            _("{place} sudah berisi toko.").format(place=place.shown()), remedy=_("Pilih tempat yang kosong.")
        )
    backups = place.state / "backups"
    if backups.is_dir() and any(backups.iterdir()):
        raise Trouble(
            _("Data toko di {place} hilang, tetapi cadangannya masih ada.").format(place=place.shown()),
            remedy=_("Pulihkan dengan: sbmi-mart restore FILE. Cadangan ada di {folder}.").format(folder=backups),
        )


def check_shop(new: NewShop) -> None:
    """Raises BadInput for a name that is missing."""
    for name, value in (("name", new.name), ("branch_name", new.branch_name)):
        if not value.strip():
            raise BadInput(_("Nama ini harus diisi."), field=name)


def check_till(code: str, name: str) -> None:
    """Raises BadInput for a code that papers cannot bear, or no name."""
    if not tills.CODE.fullmatch(code):
        raise BadInput(_("Kode ini tidak bisa dipakai."), remedy=_("Contoh: K1."), field="till_code")
    if not name.strip():
        raise BadInput(_("Nama ini harus diisi."), field="till_name")


def check_manager(name: str, pin: str, again: str) -> None:
    """Raises BadInput for no name, a PIN too easy, or two that differ."""
    if not name.strip():
        raise BadInput(_("Nama manajer harus diisi."), field="manager")
    users.hash_pin(pin, b"tried only")
    if pin != again:
        raise BadInput(_("Kedua PIN tidak sama."), remedy=_("Ketik lagi keduanya."), field="again")


def try_goods(goods: File, clock: Clock = wall_clock) -> Outcome:
    """What a file of goods would bring, in a shop that is thrown away.  Raises BadInput for no such file."""
    with _scratch(clock) as shop:
        return _run(shop, catalogue_files.IMPORT, goods, dry_run=True)


def try_stock(stock: File, goods: File | None, clock: Clock = wall_clock) -> Outcome:
    """What a file of stock would bring on top of the goods' file."""
    with _scratch(clock) as shop:
        if goods is not None:
            _run(shop, catalogue_files.IMPORT, goods)
        return _run(shop, stock_files.IMPORT, stock, dry_run=True)


def begin(place: Place, told: Beginning, clock: Clock = wall_clock, progress: Progress = imports.no_progress) -> Begun:
    """Make the shop whole, then put it in its place.

    Raises Trouble where one is or was, BadInput for what does not fit; then nothing is there.
    """
    may_begin(place)
    target = Path(place.database).absolute()
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f"{DRAFT}*"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=DRAFT, dir=target.parent) as folder:
        draft = Place.parse(str(Path(folder) / "toko"))
        begun = _make(draft, told, clock, progress)
        founding.settle(draft, place)
    return begun


def _make(place: Place, told: Beginning, clock: Clock, progress: Progress) -> Begun:
    shop = founding.found(place, told.shop, clock)
    try:
        setups.add_manager(shop, told.manager.strip(), told.pin)
        chosen = {"usual_float": told.usual_float.amount, "printer": told.printer, "receipt_columns": told.columns}
        with shop.work(shop.konsole(), channel="konsole") as work:
            settings.change(work, chosen)
        goods = _brought(shop, catalogue_files.IMPORT, told.goods, progress)
        stock = _brought(shop, stock_files.IMPORT, told.stock, progress)
        return Begun(shop.keys.recovery_code, goods, stock)
    finally:
        shop.close()


def _brought(shop: Shop, kind: Import, file: File | None, progress: Progress) -> Outcome | None:
    if file is None:
        return None
    outcome = _run(shop, kind, file, progress=progress)
    if outcome.refused:
        raise BadInput(
            _("{file}: {count} baris salah.").format(file=file.path.name, count=len(outcome.rejections)),
            remedy=_("Perbaiki filenya, atau lewati baris yang salah."),
        )
    return outcome


def _run(
    shop: Shop, kind: Import, file: File, *, dry_run: bool = False, progress: Progress = imports.no_progress
) -> Outcome:
    options = Options(dry_run=dry_run, keep_good=file.keep_good)
    return imports.run(shop, kind, file.path, options, shop.konsole(), progress)


@contextmanager
def _scratch(clock: Clock) -> Iterator[Shop]:
    """A shop to try files in; gone afterwards."""
    with TemporaryDirectory(prefix="sbmi-mart-coba-") as folder:
        shop = founding.found(Place.parse(folder), NewShop(), clock)
        try:
            yield shop
        finally:
            shop.close()


def files_at_hand(home: Path, media: Path = Path("/media"), most: int = 6) -> list[Path]:
    """Tables in the usual folders and on sticks, newest first: so that nobody must type a path."""
    folders = [home, *(home / name for name in ("Downloads", "Documents", "Desktop", "Unduhan", "Dokumen"))]
    folders += [*media.glob("*/*"), *media.glob("*")]
    found: dict[Path, int] = {}
    for folder in folders:
        for path in (*_tables(folder, ".csv"), *_tables(folder, ".xlsx")):
            found[path] = path.stat().st_mtime_ns
    return sorted(found, key=lambda path: found[path], reverse=True)[:most]


def _tables(folder: Path, ending: str) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if each.suffix.casefold() == ending and each.is_file()]
    except OSError:
        return []
