"""What was done and what became of it: practices, who adopted them, offers and needs, exchanges."""
