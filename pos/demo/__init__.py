"""The demo shop: a believable SBMI Mart, made by code from lists of our own and a fixed seed.

Its goods, people and makers stand in the CSV files beside this module.  Everything in its
books went through the deeds of a real shop, at the times a real day has.

Start reading at `shops.py` (`make_demo`), then `days.py` (what a day consists of) and
`customers.py` (who comes, what she takes, how she pays).  The lists are read in `lists.py`.
"""
