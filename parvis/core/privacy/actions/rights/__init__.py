"""Requests: received, identified, transmitted, answered."""
