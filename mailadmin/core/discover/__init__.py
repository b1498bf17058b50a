"""Finding the settings of a mail account from its address."""
