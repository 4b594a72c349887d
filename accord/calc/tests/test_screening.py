"""What the gate's rules find and, as important, what they leave alone. All persons and numbers are made up."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc.screening import MESSAGES, refusals, screen

FOUND = [
    # en
    ("email", "Write to amina.k@example.org today"),
    ("email", "amina (at) example.org"),
    ("email", "ＡＢ amina＠example.org"),
    ("phone", "Her number is +254 712 345 678."),
    ("phone", "Phone: 0712345678"),
    ("phone", "reach the family on 0712 345 678"),
    ("phone", "call her on 555-123-4567"),
    ("phone", "(212) 555-0147"),
    ("phone", "00 44 20 7946 0958"),
    ("phone", "WhatsApp +44 7700 900123"),
    ("id_number", "passport No. AB1234567"),
    ("id_number", "national ID: 29874563"),
    ("id_number", "SSN 219-09-9999"),
    ("id_number", "birth certificate number 2019-00451-7"),
    ("coordinates", "the shelter at -1.28333, 36.81667"),
    ("coordinates", "1°17'10\"S 36°49'02\"E"),
    ("coordinates", "https://maps.example.org/@-1.28333,36.81667,17z"),
    ("coordinates", "geo:-1.28333,36.81667"),
    ("coordinates", "plus code 6GCRPR6C+24"),
    ("account", "Instagram: @amina_2011"),
    ("account", "snapchat @amina.k"),
    ("birth_date", "born on 12 March 2011"),
    ("birth_date", "DOB: 03/12/2011"),
    ("birth_date", "date of birth 2011-03-12"),
    # fr
    ("phone", "Tél. 06 12 34 56 78"),
    ("phone", "appelez le 01 44 55 66 77"),
    ("id_number", "passeport n° 12AB34567"),
    ("id_number", "2 55 08 14 168 025 38"),
    ("birth_date", "née le 3 mai 2012"),
    # es
    ("phone", "teléfono: 612 345 678"),
    ("id_number", "DNI 12345678Z"),
    ("id_number", "su número es 12345678Z"),
    ("id_number", "cédula de identidad 4.567.890-1".replace(".", "")),
    ("id_number", "CURP HEGG560427MVZRRL04"),
    ("id_number", "529.982.247-25"),
    ("birth_date", "nacida el 5 de mayo de 2010"),
    # ru
    ("phone", "тел. 8 (912) 345-67-89"),
    ("phone", "+7 495 123-45-67"),
    ("id_number", "паспорт 45 08 123456"),
    ("id_number", "СНИЛС 112-233-445 95"),
    ("birth_date", "родилась 12 марта 2011"),
    # ar
    ("phone", "هاتف: ٠٧٧١٢٣٤٥٦٧٨"),
    ("id_number", "رقم الهوية ٢٩٠١٠١٢٣٤٥"),
    ("birth_date", "ولدت في 12 مارس 2011"),
    ("account", "سناب شات: amina.k"),
    # zh
    ("phone", "手机 13812345678"),
    ("id_number", "11010519491231002X"),
    ("id_number", "护照号码 G12345678"),
    ("birth_date", "出生日期：2011年3月12日"),
    ("account", "微信号：amina_k"),
]

LOOKED_AT = [
    ("named_child", "Amina, 9 years old, told us"),
    ("named_child", "Amina Yusuf, aged 12, was"),
    ("named_child", "Amina (12 years old)"),
    ("named_child", "Luc, 9 ans, vit ici"),
    ("named_child", "Lucía, de 9 años, vive aquí"),
    ("named_child", "Маша, 9 лет, живёт здесь"),
    ("named_child", "الطفلة أمينة البالغة من العمر 9 سنوات"),
    ("named_child", "小明，9岁"),
    ("account", "see facebook.com/amina.k"),
    ("account", "follow @aminak today"),
]

LEFT_ALONE = [
    # en
    "A/HRC/43/15, paragraph 112.45",
    "General comment No. 13 (2011), CRC/C/GC/13, and resolution 44/25 of 20 November 1989",
    "Goal 16.2, indicators 16.2.1-16.2.3, 2015-2030",
    "1 000 000 000 dollars over 2019-2024; 12,345,678 children; USD 2.500.000",
    "an increase of +12 345 678 births",
    "Call the child helpline 116 111 or 0800 1111 or 1-800-422-4453",
    "the hotel 2019-2024 plan; a call for 2019-2024",
    "mobile phones: 1 200 000 subscriptions",
    "identity cards were given to 1 200 000 people; identity card 2015-2020",
    "birth certificates 2015 2016 2017",
    "ISBN 978-92-4-156535-6; ISBN 0198526636; doi:10.1016/S0140-6736(17)32144-6",
    "95% CI 0.1234-0.5678, p = 0.00123",
    "girls aged 9 years old and under; Children, 12 years old or younger",
    "In Kenya, 12 years after the law; women aged 20-24 years",
    "born in 2011; birth registration of 15 March 2019",
    "The Convention, adopted on 20 November 1989, entered into force on 2 September 1990",
    "ratio 12.5, 14.25; version 3.12.1; 10.5 - 20.75",
    "series VC_VAW_PHYPYV, code 12345678A",
    "meet @ 9; a passport is needed; no ID number was given",
    "1,2,3,4,5,6,7,8,9,10 and 100-200-300",
    "tel-aviv 2020 report; social security covers 12.5 million",
    "Every child, everywhere: Article 19, paragraphs 1 and 2; 3-12-2019",
    # fr
    "la loi n° 2002-303 du 4 mars 2002; 12 000 000 d'enfants; 1 234 567,89 euros",
    "Paris, 12 ans après la loi; les filles de 9 ans",
    "le passeport est exigé depuis 2010",
    # es
    "la Ley 26.061 de 2005; 1.234.567 niñas y niños",
    "la cédula es gratuita desde 2015-2016",
    "Niños, de 9 años en adelante",
    # ru
    "закон № 120-ФЗ от 24 июня 1999 года; 1 234 567 детей",
    "паспорт выдается с 14 лет; Дети, 9 лет и младше",
    # ar
    "القانون رقم 12 لسنة 1996؛ ١٢٣٤٥٦٧ طفلا",
    "الأطفال دون سن 18 سنة في 2019-2024",
    # zh
    "2019-2024年行动计划；1 234 567名儿童；第19条第1款",
    "18岁以下儿童；身份证制度",
]


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_what_identifies_is_refused(kind: str, text: str) -> None:
    assert [f.kind for f in refusals(text)] == [kind]


@pytest.mark.parametrize(("kind", "text"), LOOKED_AT)
def test_what_may_identify_is_for_an_officer_and_not_refused(kind: str, text: str) -> None:
    assert [(f.kind, f.severity) for f in screen(text)] == [(kind, "look")]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_figures_symbols_and_law_are_left_alone(text: str) -> None:
    assert screen(text) == []


def test_a_finding_is_masked_and_says_where() -> None:
    text = "Ask amina.k@example.org now"
    found = screen(text)[0]
    assert text[found.start : found.end] == "amina.k@example.org"
    assert (found.excerpt, found.message) == ("ami…rg", MESSAGES["email"])


def test_several_findings_come_in_order_without_overlap() -> None:
    found = screen("passport AB1234567, +254 712 345 678, a@example.org")
    assert [f.kind for f in found] == ["id_number", "phone", "email"]
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text", ["110105194912310021", "12345678A", "529.982.247-26", "2 55 08 14 168 025 39", "111.111.111-11", "95.12345, 36.81667"]
)
def test_a_wrong_check_digit_is_no_identity(text: str) -> None:
    assert screen(text) == []


@given(st.text(max_size=200))
def test_any_text_is_screened_and_places_lie_within(text: str) -> None:
    for finding in screen(text):
        assert 0 <= finding.start < finding.end <= len(text)


def test_a_long_text_of_digits_is_screened_quickly() -> None:
    assert screen("1 " * 10_000) == []
    assert screen("0" * 20_000) == []
