"""Facts about people's data that other apps react to, a module a subject."""
