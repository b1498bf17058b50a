"""What in a message filters and receivers dislike: facts, each a remark of one kind. No score."""

from mailadmin.core.message.content.look import look_at
from mailadmin.core.message.content.remark import ContentFacts, Remark, What

__all__ = ["ContentFacts", "Remark", "What", "look_at"]
