"""Signed-out pages kept by a process, and how it knows that they still hold."""
