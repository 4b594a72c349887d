"""The chapters that are not about one indicator."""
