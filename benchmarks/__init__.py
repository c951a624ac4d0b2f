"""Benchmarks: speed and memory, as ratios to a floor measured in the same run.

    python -m benchmarks all
    python -m benchmarks posting --goods 100000

Each floor is the least program that does the same kind of work (raw sqlite3, a bare Qt
window).  Floor and program take turns on one machine in one run, so that the ratio means
something anywhere, while the milliseconds mean something only on that machine.
"""
