"""What people ask about their data, by when, and what is held about them."""
