"""Members' goods: agreements, deliveries, what each maker is owed, how she is told and paid.

Nouns: Agreement (one version; its Conditions and AgreedRules), Terms (how a line's money is
shared), Delivery and ConsignedLot (her goods, with the terms they came with), MakerShare
(what a sale did for her, lot by lot), Giveback, Conversion, Loss, MakerEntry (a document on
her account), Statement, Payout, MyGoods (what she sees herself).

What a maker is owed is always the ledger's balance for her: no other is kept, and
`reconciliations.py` proves it.  A sale owes her share in its own transaction, by the terms
her lot came with; a later agreement changes nothing of what lies here.  This room knows no
till: sales leave `shares.py` behind, and everything is reckoned from that.

Names say what a module is: `<noun>s.py` posts, `<noun>_facts.py` are its tables,
`<noun>_queries.py` reads, `<noun>_desks.py` is the work at a screen without the screen,
`<noun>_papers.py` prints, `<noun>_reports.py` are tables of it, `<noun>_checks.py` prove it.

Start reading at `terms.py` (how a line's money is shared), then `agreements.py`,
`deliveries.py`, `shares.py`, `entries.py`, `statements.py` and `payouts.py`, in the order in
which goods and money go.
"""
