"""Exercising one's rights, following the request, answering it."""
