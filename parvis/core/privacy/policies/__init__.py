"""Who may, a module a subject."""
