"""The cooperative: what every part of SBMI Mart shares.

Nouns: Rupiah, Quantity, Document, Entry, Posting, Party, User, Member, Drawer, Shift,
Branch, Writer, Shop, Work.  Knows no Qt, no printer and no goods.

Start reading at `documents.py` (the one door through which facts are posted), then
`work.py` (who acts, with which rights, in which transaction) and `ledger.py` (money).
"""
