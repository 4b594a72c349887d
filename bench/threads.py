"""Two requests at once in one process disturb each other in nothing: `python bench/threads.py --home FOLDER [--rounds 5]`.

One worker with as many threads as `accord serve` gives it (two on PostgreSQL), on a home with a demonstration. Pages that links of the
site lead to are read one by one, by a stranger and by persons who signed in, in all languages; then all at once by eight readers, in
another order, again and again. Each answer must be the one of before, but for what is new in each (tokens).
"""

import argparse
import contextlib
import hashlib
import http.client
import random
import re
import sys
import threading
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from house import PORT, served
from talk import at_home

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
BEGIN = ("", "my/", "learn/", "platforms/", "commitments/", "discussions/", "know/")
NEW_EACH_TIME = re.compile(rb'(name="(?:csrfmiddlewaretoken|once)" value=|nonce=)"[^"]*"|\d+ (?:seconds?|minutes?)')
PAGES = 40  # of a reader in a language


def answer(line: http.client.HTTPConnection, path: str, cookie: str) -> tuple[int, bytes]:
    line.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    told = line.getresponse()
    return told.status, told.read()


def mark(told: tuple[int, bytes]) -> str:
    return f"{told[0]} {hashlib.sha256(NEW_EACH_TIME.sub(b'', told[1])).hexdigest()}"


def found(cookie: str, language: str) -> dict[str, str]:
    """Addresses that this reader is led to, with what they answer when nobody else asks."""
    line, queue = http.client.HTTPConnection("127.0.0.1", PORT), [f"/{language}/{part}" for part in BEGIN]
    pages: dict[str, str] = {}
    while queue and len(pages) < PAGES:
        path = queue.pop(0)
        if path in pages:
            continue
        told = answer(line, path, cookie)
        if told[0] == 200 and mark(told) == mark(answer(line, path, cookie)):  # a draw or a clock differs by itself
            pages[path] = mark(told)
        links = sorted(set(re.findall(rf'href="(/{language}/[a-z][^"?#]*/)"', told[1].decode(errors="replace"))))
        random.Random(path).shuffle(links)
        queue += [one for one in links if "logout" not in one and "discard" not in one][:6]
    return pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    home = Path(asked.home).resolve()
    cookies = ["", *at_home(home, "members").split("\n")[:4]]
    wrong: Counter[str] = Counter()
    read = Counter[str]()
    with served(home):
        work = [
            (cookie, path, right)
            for cookie in cookies
            for language in LANGUAGES
            for path, right in found(cookie, language).items()
        ]

        def reader(number: int) -> None:
            mine, line = list(work), http.client.HTTPConnection("127.0.0.1", PORT)
            for _ in range(asked.rounds):
                random.Random(number).shuffle(mine)
                for cookie, path, right in mine[number::8]:
                    told = answer(line, path, cookie)
                    read["answers"] += 1
                    if mark(told) != right:
                        wrong[path] += 1
                mine = mine[1:] + mine[:1]

        with contextlib.ExitStack() as over:
            readers = [threading.Thread(target=reader, args=(number,)) for number in range(8)]
            for one in readers:
                one.start()
                over.callback(one.join)
    print(f"{len(work)} pages of {len(cookies)} readers; {read['answers']} answers at once, {wrong.total()} others than alone")
    for path, many in wrong.most_common(20):
        print(f"  {many} {path}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
