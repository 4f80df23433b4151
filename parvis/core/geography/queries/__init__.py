"""Reading the territory."""
