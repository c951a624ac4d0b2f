"""Screens of the members' goods: makers, their agreements, what they bring, and what they are paid."""
