"""Accord: the open platform that a global partnership runs on."""

__version__ = "0.1.0"
