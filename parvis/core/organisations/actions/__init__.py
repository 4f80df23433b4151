"""Changing organisations and who belongs to them."""
