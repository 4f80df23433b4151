"""Answering for what is promised."""
