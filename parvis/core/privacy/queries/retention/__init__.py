"""Which data are due, computed from the declarations."""
