"""The vocabulary of the house: no models, nothing that knows a service."""
