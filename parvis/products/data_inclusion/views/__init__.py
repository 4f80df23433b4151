"""The reference for people."""
