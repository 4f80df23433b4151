"""What changes the reference."""
