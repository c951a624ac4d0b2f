"""Goods: what the shop sells, what it costs, how much of it there is.

`goods` holds the frozen values that the till carries, `products` the records behind them,
`catalogue` and `prices` the deeds that change them; `pricing` decides a price, `barcodes`
reads a code, `searching` and `queries` find goods.  `lots` and `stock` are the goods ledger,
which `arrivals` and `purchases` fill.  An invoice is keyed into an `intakes.Intake`, becomes
a `receivings.ReceivingCommand`, costs by `landed_costs`, and ends as a purchase;
`purchase_reversals` take one back.  May import koperasi, printing and desktop.
"""
