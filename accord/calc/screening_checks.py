"""Second looks at what a rule of screening found: check digits, and what is only a count, a year or a helpline."""

import re

_THOUSANDS = re.compile(r"\+?\d{1,3}(?:[ ,.]\d{3})+\Z")
_YEARS = re.compile(r"(?:(?:19|20)\d\d)(?:[\s/–-]+(?:19|20)?\d\d)*\Z")
_FREE = ("0800", "0808", "1800", "800", "116")  # free numbers belong to services: a helpline may be named


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def is_phone(hit: re.Match[str]) -> bool:
    """7 to 15 digits that are no years, no free number of a service, and no count with thousands parted."""
    number = hit[1].strip(" .-()")
    digits = _digits(number)
    if not 7 <= len(digits) <= 15 or digits.startswith(_FREE) or _YEARS.match(number):
        return False
    if len(digits) < {"+": 8, "0": 11 if digits.startswith("00") else 7}.get(hit[1][0], 7):
        return False
    if _THOUSANDS.match(number):
        worded = hit[0] != hit[1]
        return (worded and len(digits) == 9) or (len(digits) >= 10 and number.startswith("+"))
    if hit[0] == hit[1] and digits.startswith("0") and not hit[1].startswith("00"):
        return 9 <= len(digits) <= 11
    return True


def is_place(hit: re.Match[str]) -> bool:
    """Latitude and longitude within the globe."""
    return abs(float(hit[1])) <= 90 and abs(float(hit[2])) <= 180


def is_token(hit: re.Match[str]) -> bool:
    """At least six digits that are neither years nor a count."""
    token = hit[1].strip()
    return len(_digits(token)) >= 6 and not _YEARS.match(token) and not _THOUSANDS.match(token)


def is_chinese(hit: re.Match[str]) -> bool:
    """ISO 7064 MOD 11-2 over 17 digits, with a plausible year of birth in places 7 to 10."""
    number = hit[0].upper()
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(number, weights, strict=False))
    return number[6:8] in {"19", "20"} and "10X98765432"[total % 11] == number[17]


def is_spanish(hit: re.Match[str]) -> bool:
    """The letter is the number modulo 23; X, Y, Z of foreigners count as 0, 1, 2."""
    number = hit[0].replace("-", "")
    digits = number[:-1].replace("X", "0").replace("Y", "1").replace("Z", "2")
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(digits) % 23] == number[-1]


def is_brazilian(hit: re.Match[str]) -> bool:
    """Two check digits, each a weighted sum modulo 11; eleven equal digits are nobody's."""
    digits = [int(d) for d in _digits(hit[0])]
    if len(set(digits)) == 1:
        return False
    for size in (9, 10):
        total = sum(d * (size + 1 - i) for i, d in enumerate(digits[:size]))
        if total * 10 % 11 % 10 != digits[size]:
            return False
    return True


def is_french(hit: re.Match[str]) -> bool:
    """The last two digits are 97 less the rest modulo 97; Corsica's 2A and 2B count as 19 and 18."""
    plain = hit[0].replace(" ", "").replace("2A", "19").replace("2B", "18")
    return 97 - int(plain[:-2]) % 97 == int(plain[-2:])
