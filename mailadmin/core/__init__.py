"""All that is true about mail: facts, judgement and words. No Qt, no printing."""
