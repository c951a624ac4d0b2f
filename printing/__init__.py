"""Paper and files: slips for the receipt printer, reports for everything else.

Nouns: Slip (a receipt, a Z, a note to sign), Paper (one printer's settings), Transport (the
way to a printer), Job (a slip waiting in the queue), Report (rows with typed cells).
Knows shapes, never a sale; imports `koperasi` only, and no Qt.

Start reading at `slips.py` and `layouts.py`: a slip is laid out once, and `texts.py`,
`pictures.py` and `escpos_bytes.py` show that one layout.  `jobs.py` and `workers.py` bring
it to the printer; `virtual.py` is a strict printer without paper.  A report starts in
`reports.py`; beside it stands one module for each kind of file.
"""
