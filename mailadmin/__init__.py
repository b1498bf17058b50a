"""Answers one question: does my email work, and if not, what exactly do I do about it."""

__version__ = "0.1.0"
