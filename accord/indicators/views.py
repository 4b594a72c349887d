import csv

from django.http import HttpRequest, HttpResponse

from accord.formats.table import csv_safe
from accord.indicators import reads
from accord.kit.access import public
from accord.kit.pages import show
from accord.record.reads import follows


@public
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    extra = {"followed": follows(request.user, f"indicators/{code}")}
    return show(request, "indicators/indicator.html", reads.indicator_page(code), extra=extra)


@public
def indicator_csv(request: HttpRequest, code: str) -> HttpResponse:
    page = reads.indicator_page(code)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.code}.csv"'
    writer = csv.writer(response)
    writer.writerow(
        ["indicator", "area", "name", "period", "sex", "age", "value", "unit", "nature", "flags", "source", "licence"]
    )
    for source in page.sources:
        for v in [*source.values, *source.regions]:
            row = [
                page.code,
                v.area_code,
                v.area.get("en", ""),
                v.period,
                v.sex,
                v.age,
                v.value,
                v.unit,
                v.nature,
                v.flags,
            ]
            writer.writerow([csv_safe(str(x)) if x is not None else "" for x in [*row, source.name, source.licence]])
    return response
