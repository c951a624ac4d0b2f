"""Screens of the goods: catalogue, buying, stock, counting, labels."""
