"""Media types of what people hang on what they write, and how names of such files end."""

PNG, JPEG = "image/png", "image/jpeg"
PDF = "application/pdf"
CSV = "text/csv"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDS = {PNG: "png", JPEG: "jpg", PDF: "pdf", CSV: "csv", WORKBOOK: "xlsx"}


def is_picture(kind: str) -> bool:
    return kind in (PNG, JPEG)
