"""The same record is found from another form, accent, script variant or order of the same words."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.calc import normalise
from accord.calc.normalise import VERSION, fold, query_tokens, spans, tokens


def _finds(query: str, text: str, language: str) -> bool:
    held = set(tokens(text, language))
    asked = query_tokens(query)
    return bool(asked) and all(held.intersection(group) for group in asked)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("en", "schools", "a safe school"),
        ("en", "child", "Children in conflict with the law"),
        ("en", "child rights", "the child's rights"),
        ("en", "right to education", "Education rights"),
        ("en", "the convention on the rights of the child", "Convention: rights of a child"),
        ("en", "POLICIES", "a policy"),
        ("fr", "education", "l’éducation pour tous"),
        ("fr", "l'école", "Écoles sûres"),
        ("fr", "droits de l'enfant", "les droits des enfants"),
        ("fr", "national", "plans nationaux"),
        ("es", "educacion", "La educación"),
        ("es", "niñas", "el niño"),
        ("es", "derechos del niño", "los derechos de las niñas"),
        ("ru", "ребенок", "права ребёнка"),
        ("ru", "школьный", "школьная безопасность"),
        ("ru", "детская защита", "защиты детского населения"),
        ("ru", "насилие", "борьба с насилием"),
        ("ar", "العنف", "والعنف ضد الأطفال"),
        ("ar", "عنف", "بالعنف"),
        ("ar", "طفل", "حقوق الأطفال"),
        ("ar", "معلم", "مُعَلِّم"),
        ("ar", "مدرسة", "المدارس الآمنة"),
        ("ar", "اطفال", "للأطفال"),
        ("ar", "2024", "عام ٢٠٢٤"),
        ("ar", "التزام", "الالتزامات"),
        ("zh", "儿童", "消除对儿童的暴力行为"),
        ("zh", "暴力行为", "消除对儿童的暴力行为"),
        ("zh", "2030", "2030年议程"),
        ("en", "ﬁnance", "finance ＆ law"),
        ("en", "strasse", "Straße"),
        ("ar", "INSPIRE", "استراتيجيات INSPIRE"),
    ],
)
def test_a_query_finds_another_form_of_the_word(language: str, query: str, text: str) -> None:
    assert _finds(query, text, language)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("en", "law", "lawn tennis"), ("en", "sex", "the Sussex plan"), ("zh", "童儿", "消除对儿童的暴力行为"),
        ("ru", "школа", "щкола"), ("ar", "عنف", "عفن"), ("en", "child marriage", "child labour"), ("en", "the of", "the of"),
    ],
)  # fmt: skip
def test_a_query_does_not_find_other_words(language: str, query: str, text: str) -> None:
    assert not _finds(query, text, language)


@pytest.mark.parametrize("text", ["_kstandard", "__vpub__", "a_b", "_"])
def test_no_token_begins_with_an_underscore(text: str) -> None:
    assert not any("_" in t for t in tokens(text, "en"))
    assert not any("_" in t for group in query_tokens(text) for t in group)


def test_a_phrase_keeps_its_order_without_empty_words() -> None:
    assert (
        tokens("The rights of the child", "en")
        == tokens("rights, child", "en")
        == [g[0] for g in query_tokens("rights of the child")]
    )


def test_a_word_that_is_empty_in_one_language_is_kept_in_another() -> None:
    assert tokens("par", "fr") == []
    assert tokens("par", "en") == ["par"]


@pytest.mark.parametrize(
    ("written", "folded"), [("ÉCOLE", "ecole"), ("أَطْفَالٌ", "اطفال"), ("Школьный Ёж", "школьный еж"), ("٤٢", "42"), ("ﻻ", "لا")]
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("language", "query", "text", "marked"),
    [
        ("en", "child", "Children and a child's toy", ["Children", "child"]),
        ("fr", "ecole", "L’école et les écoles", ["école", "écoles"]),
        ("ar", "معلم", "كل مُعَلِّم هنا", ["مُعَلِّم"]),
        ("zh", "暴力行为", "消除对儿童的暴力行为，儿童", ["暴力行为"]),
        ("zh", "儿童", "消除对儿童的暴力，儿童", ["儿童", "儿童"]),
        ("zh", "儿童", "unicef儿童_儿童", ["儿童", "儿童"]),
        ("en", "child", "every_child, enfant_child’s, childish", ["child", "child"]),
        ("en", "zebra", "no such animal", []),
    ],
)
def test_spans_mark_the_text_as_written(language: str, query: str, text: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in spans(text, query_tokens(query), language)] == marked


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"]))
def test_any_text_gives_clean_tokens_and_ordered_spans(text: str, language: str) -> None:
    found = tokens(text, language)
    assert all(t and " " not in t and "_" not in t for t in found)
    places = spans(text, query_tokens(text), language)
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert places == sorted(places)


@given(st.text(max_size=40))
def test_folding_is_stable_for_what_is_indexed(text: str) -> None:
    assert tokens(text, "zh") == tokens(fold(text), "zh")


def test_the_version_is_kept_beside_the_index() -> None:
    assert VERSION.isdigit()


def test_a_bounded_look_gives_the_first_spans_of_a_full_one() -> None:
    text = "No word here, then school. " + "And more words that go on. " * 9 + "School again, and school."
    asked = query_tokens("school")
    every = spans(text, asked, "en")
    assert len(every) == 3
    assert spans(text, asked, "en", within=100) == every[:1]
    assert spans(text, asked, "en", within=10_000) == every


def test_what_is_known_of_words_holds_from_text_to_text_in_each_language() -> None:
    asked, known = query_tokens("cases"), {}  # type: ignore[var-annotated]
    texts = [("en", "the case"), ("fr", "la case"), ("en", "Case by case"), ("es", "case")]
    assert [spans(t, asked, code, known=known) for code, t in texts] == [spans(t, asked, code) for code, t in texts]


def test_a_word_is_as_long_as_an_index_takes() -> None:
    long = "x" * 5000
    assert [len(token) for token in tokens(f"{long} 暴力{long}", "en")] == [200, 2, 200]
    assert query_tokens(long) == [[tokens(long, "en")[0]]]


@pytest.mark.parametrize(("asked", "same"), [
    ("violence against children", "violence children"), ("violence contre les enfants", "violence enfants"),
    ("violencia contra los niños", "violencia niños"), ("насилие против детей", "насилие детей"),
    ("العنف ضد الأطفال", "العنف الأطفال"),
    ("暴力侵害儿童行为", "暴力 儿童"), ("对儿童的暴力", "儿童 暴力"), ("针对儿童的暴力", "儿童 暴力"),
])  # fmt: skip
def test_against_is_asked_of_no_page(asked: str, same: str) -> None:
    assert query_tokens(asked) == query_tokens(same) != []


def test_each_thread_has_a_stemmer_of_its_own() -> None:
    """It writes down the word that it is at."""
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(normalise._stemmer("en"))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] is not found[1]
    assert normalise._stemmer("en") is normalise._stemmer("en")
