"""What people ask and tell."""
