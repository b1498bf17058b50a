"""The causes: why mail fails, in words, with whose refusal it is and what to do about it."""

from mailadmin.core.diagnosis.fix import Cause

CAUSES: dict[str, Cause] = {}
