from __future__ import annotations

import pytest

from desktop.texts import ElidedLabel, tip
from desktop.theme import Size
from tests.desktop.conftest import Show


@pytest.mark.parametrize("words", ["<img src='file:///etc/passwd'>", "<b>tebal</b>", "a &amp; b", "1 < 2"])
def test_mark_up_in_a_name_stays_words_in_a_tooltip(words: str) -> None:
    shown = tip(words)
    assert shown.startswith("<p>")
    assert "<" not in shown.removeprefix("<p>").removesuffix("</p>")


def test_plain_words_stay_as_they_are(show: Show) -> None:
    assert tip("Keripik Tempe 250 g") == "Keripik Tempe 250 g"
    label = ElidedLabel("Keripik <b>Tempe</b> Bu Siti dari Ngantang", Size.BODY)
    label.resize(60, 20)
    show(label)
    assert label.toolTip() == "<p>Keripik &lt;b&gt;Tempe&lt;/b&gt; Bu Siti dari Ngantang</p>"
