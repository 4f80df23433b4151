"""Choices and state machines, a module a subject."""
