"""An amount in words, as Indonesian invoices say it beside the figure ("terbilang")."""

from __future__ import annotations

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_STEPS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
MOST = 10**15


def spelled(number: int) -> str:
    """A whole number in Indonesian; raises ValueError beyond what has a name here.

    >>> spelled(373_250)
    'tiga ratus tujuh puluh tiga ribu dua ratus lima puluh'
    """
    if abs(number) >= MOST:
        raise ValueError(f"no words for {number}")
    if number < 0:
        return f"minus {spelled(-number)}"
    return " ".join(_words(number)) or "nol"


def _words(number: int) -> list[str]:
    for step, name in _STEPS:
        if number >= step:
            many, rest = divmod(number, step)
            # A thousand is "seribu", but a million "satu juta".
            head = ["seribu"] if step == 1_000 and many == 1 else [*_words(many), name]
            return [*head, *_words(rest)]
    return _below_thousand(number)


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    told = ["seratus"] if hundreds == 1 else [_ONES[hundreds], "ratus"] if hundreds else []
    if rest >= 20:
        tens, rest = divmod(rest, 10)
        told += [_ONES[tens], "puluh"]
    elif rest >= 10:
        teen = rest - 10
        told += ["sepuluh"] if teen == 0 else ["sebelas"] if teen == 1 else [_ONES[teen], "belas"]
        rest = 0
    return [*told, _ONES[rest]] if rest else told
