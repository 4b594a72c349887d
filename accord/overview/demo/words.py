"""Made-up texts of any length in six languages: thirteen real words of each, then invented ones that fall off as 1/rank."""

from functools import cache
from itertools import accumulate
from random import Random

STEMS = {
    "en": "violence child school law home care risk harm plan fund court nurse teach",
    "fr": "violence enfant école loi maison soin risque tort plan fonds tribunal infirmier maître",
    "es": "violencia niño escuela ley hogar cuidado riesgo daño plan fondo tribunal enfermera maestro",
    "ru": "насилие ребёнок школа закон дом забота риск вред план фонд суд медсестра учитель",
    "ar": "عنف طفل مدرسة قانون بيت رعاية خطر ضرر خطة صندوق محكمة ممرضة معلم",
    "zh": "暴力 儿童 学校 法律 家庭 照顾 风险 伤害 计划 基金 法院 护士 教师",
}  # fmt: skip
LETTERS = {
    "en": ("bdfgklmnprstvw", "aeiou"), "fr": ("bcdfgjlmnprstv", "aeiouéè"), "es": ("bcdfglmnprstz", "aeiouáó"),
    "ru": ("бвгдзклмнпрст", "аеиоуы"), "ar": ("بتجدرسشعفقكلمن", "اوي"),
    "zh": ("山水火木金土日月人口手心石田", "云雨风雪光花草鱼鸟马牛羊门车"),
}  # fmt: skip
INVENTED = 2000  # words of a language


def vocabulary(language: str) -> list[str]:
    """The real words, and five made-up ones of each: those that the bench asks for."""
    ends = ("ba", "do", "ki", "lu", "me") if language not in ("ru", "ar", "zh") else ("1", "2", "3", "4", "5")
    stems = STEMS[language].split()
    return stems + [f"{stem}{end}" for end in ends for stem in stems]


@cache
def _weighted(language: str) -> tuple[list[str], list[float]]:
    consonants, vowels = LETTERS[language]
    lot = Random(language)  # noqa: S311  made-up words
    words = dict.fromkeys(vocabulary(language))
    while len(words) < INVENTED:
        words["".join(lot.choice(consonants) + lot.choice(vowels) for _ in range(lot.choice((1, 2, 2, 3))))] = None
    return list(words), list(accumulate(1 / rank for rank in range(1, INVENTED + 1)))


def text(lot: Random, language: str, length: int) -> str:
    """Paragraphs in Markdown: sentences, here and there a strong word, a list, a quotation."""
    words, weights = _weighted(language)
    drawn = lot.choices(words, cum_weights=weights, k=length)
    lines: list[str] = []
    while drawn:
        much = lot.randint(5, 14)
        some, drawn = drawn[:much], drawn[much:]
        if lot.random() < 0.1:
            some[0] = f"**{some[0]}**"
        sentence = " ".join(some)
        start = "" if lot.random() < 0.7 else lot.choice(("\n", "\n", "\n- ", "\n> "))
        lines.append(f"{start}{sentence[:1].upper()}{sentence[1:]}{'。' if language == 'zh' else '.'}")
    return "\n".join(lines)
