"""How many years an age group takes in: of two that are as new and as full the wider one speaks for a country.

The alphabet of codes would take "15_19" before "15_49": a share of adolescents would be read as the share of all women.
"""

import re

EVERYONE = 1000
BREADTH = (
    rf"CASE WHEN AGE = '_T' THEN {EVERYONE} ELSE coalesce(try_cast(regexp_extract(AGE, '^Y?(\d+)\D+(\d+)$', 2) AS INTEGER)"
    r" - try_cast(regexp_extract(AGE, '^Y?(\d+)\D+(\d+)$', 1) AS INTEGER), -1) END"
)


def breadth(age: str) -> int:
    """The same as `BREADTH` of one code; what is no span of years ("lt5y", months) counts as the narrowest."""
    if age in ("_T", ""):
        return EVERYONE
    found = re.fullmatch(r"Y?(\d+)\D+(\d+)", age)
    return int(found[2]) - int(found[1]) if found else -1
