"""The explorer: figures chosen, shown and taken away by a reader. One address is one view (docs/decisions/0012)."""
