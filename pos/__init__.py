"""The counter: cart, till, tenders, sales, receipts; and the program's composition root.

Nouns: Cart, Line, Tender, Settlement, Sale, Receipt.  Decisions are frozen values that need
no window (`cart.py`, `tenders.py`, `till.py`); `sales.post` is the one deed that turns a
paid cart into a sale; screens draw values and forward keys.
"""
