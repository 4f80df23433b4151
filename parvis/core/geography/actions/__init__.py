"""Loading the territory."""
