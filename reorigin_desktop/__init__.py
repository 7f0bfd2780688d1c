"""Guided exercises, again and again, calmly, on a laptop."""

__version__ = "0.1.0"
