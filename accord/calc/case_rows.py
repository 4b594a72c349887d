"""Whether a table tells of single persons: a column that names them, places them or gives their day of birth.

Totals by place, year or group have no such column. Only whole headings are compared, in six languages: rows of a list of names
under a heading that says nothing are not found.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

LOOK = 12  # rows among which the heading is
_WORDS = (
    "first name|given name|last name|surname|family name|full name|child name|childs name|name of child|name of the child"
    "|name of victim|victim name|victims name|name of survivor|survivor name|patient name|mothers name|fathers name"
    "|name of mother|name of father|date of birth|birth date|birthdate|dob|day of birth|case id|case no|case number|case code"
    "|case reference|patient id|child id|id number|national id|passport number|passport no|phone number|telephone number"
    "|mobile number|home address|residential address|gps|gps coordinates|coordinates"
    "|prenom|nom de famille|nom complet|nom et prenom|nom de l enfant|nom de la victime|date de naissance|numero de dossier"
    "|numero de cas|n° de dossier|numero d identite|numero de telephone|adresse du domicile|coordonnees gps"
    "|primer nombre|apellido|apellidos|nombre completo|nombre y apellidos|nombre del nino|nombre de la nina|nombre de la victima"
    "|fecha de nacimiento|numero de caso|numero de expediente|numero de identidad|numero de telefono|coordenadas"
    "|имя|фамилия|отчество|фио|имя ребенка|фио ребенка|дата рождения|номер дела|номер случая|номер телефона|домашнии адрес"
    "|координаты|الاسم الكامل|اسم الطفل|اسم الطفلة|اسم الضحية|اسم العائلة|تاريخ الميلاد|تاريخ الولادة|رقم الحالة|رقم الملف"
    "|رقم الهوية|رقم الهاتف|عنوان السكن|الاحداثيات|姓名|儿童姓名|受害者姓名|出生日期|案件编号|个案编号|身份证号|身份证号码"
    "|电话号码|手机号码|家庭住址|坐标"
)  # fmt: skip
HEADINGS = frozenset(_WORDS.split("|"))
TOGETHER = ({"latitude", "lat", "широта", "latitud", "خط العرض", "纬度"},
            {"longitude", "lon", "long", "lng", "долгота", "longitud", "خط الطول", "经度"})  # fmt: skip
LONGEST = 60


def personal_heading(rows: Iterable[Sequence[str]]) -> tuple[int, int, str] | None:
    """Row and column (from 1) and the heading, of the first that stands for single persons."""
    for at, row in zip(range(1, LOOK + 1), rows, strict=False):
        folded = [_folded(cell) if len(cell) <= LONGEST else "" for cell in row]
        for place, heading in enumerate(folded, 1):
            if heading in HEADINGS:
                return at, place, row[place - 1]
        if all(words.intersection(folded) for words in TOGETHER):
            place = next(n for n, heading in enumerate(folded, 1) if heading in TOGETHER[0])
            return at, place, row[place - 1]
    return None


def _folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))
    return " ".join(re.sub(r"['’ʼ]s\b", "s", plain).replace("’", " ").replace("'", " ").translate(_POINTS).split())


_POINTS = str.maketrans(dict.fromkeys("_-.:*()/,#", " "))
