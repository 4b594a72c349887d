"""A finished report, written out for other bodies: the same content as each of them asks for it."""
