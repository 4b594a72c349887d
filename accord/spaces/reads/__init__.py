"""What pages of this room need, as typed values."""
