"""The reference for programs."""
