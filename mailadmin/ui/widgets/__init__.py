"""The parts that pages are made of. They know Qt and the colours, and nothing about mail."""
