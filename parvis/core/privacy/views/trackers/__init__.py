"""Pages about cookies."""
