"""Why did it not arrive? A few questions, what is known besides, and a ranked list of reasons."""
