"""What the facts of a message mean: one pure function a check, as in ``core/domain/judge``."""
