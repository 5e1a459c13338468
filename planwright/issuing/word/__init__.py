"""Blank Word forms, from an instrument alone."""

from planwright.issuing.word.form import word_form

__all__ = ["word_form"]
