"""The screens of the counter, and the window they stand in."""
