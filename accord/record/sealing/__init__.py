"""Names that only two custodians together may open."""
