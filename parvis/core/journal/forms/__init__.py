"""What people type about the journal."""
