"""Members' goods: terms, deliveries, and what each maker is owed.

Nouns: Terms, Delivery, ConsignedLot.  What a maker is owed is always the ledger's balance
for her; a sale owes her share in its own transaction, by the terms her lot came with.

Start reading at `terms.py` (how a line's money is shared), then `deliveries.py`.
"""
