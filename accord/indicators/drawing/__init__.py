"""What pages of figures look like: tables and pictures made by function, kept until the next publication."""
