"""Reading the journal and the people that it names."""
