"""One country on one A4 page: as a page to print, and as a PDF with the checkpoint of the journal in its foot."""
