"""What people fill in to exercise their rights, and what those who answer decide."""
