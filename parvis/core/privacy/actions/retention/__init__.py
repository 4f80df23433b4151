"""Erasing what is due, holding it back where the law says so, and proving it."""
