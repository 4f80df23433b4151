"""Which trackers a page may use, for a visitor who chose, refused or said nothing."""
