"""What every screen shares.  It knows Qt and no goods; it may import `printing` and `koperasi`.

Looks      theme (every colour and measure), icons, kawung, texts, keycaps, chips
Acting     keys (actions and the law of the function keys), buttons, strips, tiles, numpads
Typing     fields, amounts, pins, scanner
Showing    boards, cards, bars, statuses, notices, cells → row_models → lists → lines, finds,
           tenders, denominations, papers
Standing   screens (what a screen is), shells (the window), focus (the ring)
Working    deeds (the one bridge to the shop), sounds

Start reading at `screens.Screen` and `deeds.Deeds`; `python -m desktop.gallery FOLDER` paints
everything there is.
"""
