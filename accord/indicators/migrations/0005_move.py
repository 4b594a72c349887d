"""Figures of older releases move from the database to Parquet; what pages show of them is written by `accord facts`."""

from django.db import migrations


def move(apps, schema_editor):
    from accord.indicators.frames import engine, parquet
    from accord.indicators.frames.staging import age_code, breakdown_code, breakdown_text, sex_code

    names = ("row", "REF_AREA", "INDICATOR", "SEX", "AGE", "COMPOSITE_BREAKDOWN", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE",
             "NATURE", "OBS_STATUS", "LOWER_BOUND", "UPPER_BOUND", "SOURCE_DETAIL", "COMMENT_OBS", "number", "first", "last")
    holding = apps.get_model("indicators", "Holding")
    origin = apps.get_model("indicators", "Origin")
    for release in apps.get_model("indicators", "Release").objects.filter(parquet=""):
        rows, breakdowns, count = [], {}, {}
        for o in apps.get_model("indicators", "Observation").objects.filter(release=release).select_related("area", "indicator"):
            text = breakdown_text({k: str(v) for k, v in o.other.items()})
            code = breakdown_code(text)
            if text:
                breakdowns[code] = {k: str(v) for k, v in o.other.items() if v}
            number = "" if o.value is None else format(o.value.normalize(), "f")
            period = str(o.end) if o.start == o.end else f"{o.start}-{o.end}"
            rows.append(("0", o.area.code, o.indicator.code.replace(".", "_"), sex_code(o.sex), age_code(o.age), code, period, number, o.unit, o.nature,
                         o.flags, "", "", "", o.footnote, number, str(o.start), str(o.end)))
            count[o.indicator_id] = count.get(o.indicator_id, 0) + 1
        con = engine.connect()
        engine.load(con, "moved", names, rows)
        con.execute("CREATE TABLE figures AS SELECT *, TRY_CAST(number AS DOUBLE) AS VALUE, first::INTEGER AS YEAR_FROM, "
                    "last::INTEGER AS YEAR_TO FROM moved")
        kept = parquet.keep_table(con)
        con.close()
        release.parquet, release.parquet_sha256, release.breakdowns = kept.name, kept.sha256, breakdowns
        if release.state == "published":
            release.published_at = release.loaded_at
            release.origin, _ = origin.objects.get_or_create(name=release.source, defaults={"code": f"SOURCE_{release.pk}"})
        release.save()
        holding.objects.bulk_create([holding(release=release, indicator_id=pk, rows=n) for pk, n in count.items()])


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_parquet")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
