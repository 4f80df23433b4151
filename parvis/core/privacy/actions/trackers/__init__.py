"""Keeping choices, dropping what nobody declared, counting pages without visitors."""
