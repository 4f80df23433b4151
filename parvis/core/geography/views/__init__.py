"""Public data on territory, for maps and for fields in which a commune is typed."""
