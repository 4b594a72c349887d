"""SDMX messages: structures and data, read and written. Named after the SDMX technical specification."""
