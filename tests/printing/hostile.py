"""Names as nobody should call anything: formulas, mark-up, commands, every script, half letters."""

from __future__ import annotations

from hypothesis import strategies as st

BAD = (
    '=HYPERLINK("http://x","klik")', "+62812", "-1+1", "@SUM(A1)", "|cmd", "＝1+1", "\t=1", '"=1', "\N{MINUS SIGN}5",
    "=cmd|'/c calc'!A0", "<img src='file:///etc/passwd'/>", "<b>tebal</b> & <para>", "</script>", "&amp;", "%PDF-1.4",
    "(a)\\(b", "_x0041_", "a;b,c\td", 'kata "kutip" \'satu\'', "\x1b[31mmerah", "\x1bp\x00", "\x9b2J", "a\x00b", "\x07",
    "baris\r\nbaru", "\u2028", "\u202etxt.exe", "a\u200bb", "\ufeffkode", "\ud800", "日本語のお店", "عربي",
    "Кондитер", "e\u0301te\u0301", "👩‍🌾 kopi", "½ kg — “€”", "Z͑ͫ̓a͌l͊g͂o", "x" * 200, "panjang " * 25,
)  # fmt: skip
letters = st.characters(codec=None, exclude_categories=())
names = st.one_of(
    st.sampled_from(BAD),
    st.text(letters, min_size=1, max_size=200),
    st.builds("".join, st.lists(st.sampled_from(BAD), min_size=1, max_size=3)).map(lambda text: text[:200]),
)
