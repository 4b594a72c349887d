"""Progress towards targets, and figures of regions: worked out at each publication, kept, and shown."""
