"""Who is who, and what an invitation opens."""
