"""The global progress report: one value, printed as a page, a file or a PDF."""
