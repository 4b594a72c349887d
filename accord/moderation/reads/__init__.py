"""What this room's pages hold."""
