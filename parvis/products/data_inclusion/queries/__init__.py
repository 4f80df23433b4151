"""Reading the reference."""
