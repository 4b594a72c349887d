"""Reports of what should not stand here, what officers decide, appeals; limits for newcomers, mutes."""
