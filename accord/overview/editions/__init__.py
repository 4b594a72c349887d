"""Pages and forms of the global report's editions; their tables and verbs are accountability's."""
