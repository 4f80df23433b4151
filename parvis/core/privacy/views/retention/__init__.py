"""Pages of retention, for the administrators and the data protection officer."""
