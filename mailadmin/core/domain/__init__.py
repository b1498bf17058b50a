"""Is my email fully authenticated? The checks of one domain, of its routes, and of many domains."""
