"""Editions: forms that others made, adopted so that completed copies of them are read as one of the instruments.

A blank and a JSON file beside it, which says for each place of the blank what it asks.
"""

from planwright.editions.edition import Edition, Entry
from planwright.editions.store import ENDING, FOLDER, load_editions, write_edition

__all__ = ["ENDING", "FOLDER", "Edition", "Entry", "load_editions", "write_edition"]
