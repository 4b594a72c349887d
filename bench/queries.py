"""The searches that `bench/pages.py` and `bench/talk.py` ask, after Django was set up."""

import statistics
import time
from collections.abc import Callable, Iterator

from accord.overview.demo.words import STEMS, vocabulary
from accord.record.search.reads import SearchPage

KINDS = ("rare", "middling", "common", "none")  # the forty that the targets speak of
RUNS = 3  # the machine may be shared: the best run is the least disturbed


def queries() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Ten of each kind, spread over the six languages: the forty that the targets speak of. Then harder ones."""
    languages = [list(STEMS)[n % 6] for n in range(10)]
    for n, language in enumerate(languages):
        words = vocabulary(language)
        yield "rare", f"rare{n * 7}", {}
        yield "middling", words[40 + n], {}
        yield "common", words[n % 3], {}
        yield "none", f"zq{n}zq", {}
    for n, language in enumerate(languages[:6]):
        words = vocabulary(language)
        yield "two common", f"{words[n % 3]} {words[n % 3 + 1]}", {}
        yield "of a country", words[n % 3], {"country": "KEN"}
        yield "wrong language", words[n % 3 + 1], {"language": languages[n + 1]}
        yield "two languages", f"{words[n % 3 + 1]} {vocabulary(languages[n + 1])[n % 3 + 1]}", {}


type Searched = tuple[dict[str, list[list[float]]], dict[str, list[float]], dict[str, list[SearchPage]]]


def searched(ask: Callable[[str, dict[str, str]], SearchPage]) -> Searched:
    """By kind: ms of five rounds of each query, CPU ms, and what was found."""
    spent: dict[str, list[list[float]]] = {}
    cpu: dict[str, list[float]] = {}
    told: dict[str, list[SearchPage]] = {}
    for kind, query, chosen in queries():
        rounds = []
        for _ in range(5):
            start, worked = time.perf_counter(), time.process_time()
            found = ask(query, chosen)
            rounds.append((time.perf_counter() - start) * 1000)
            cpu.setdefault(kind, []).append((time.process_time() - worked) * 1000)
        spent.setdefault(kind, []).append(rounds)
        told.setdefault(kind, []).append(found)
    return spent, cpu, told


def forty(spent: dict[str, list[list[float]]]) -> list[float]:
    return sorted(one for kind in KINDS for rounds in spent[kind] for one in rounds)


def print_runs(runs: list[Searched]) -> Searched:
    """The best run by kind, the forty of each; returns the best."""
    best = min(runs, key=lambda run: statistics.median(forty(run[0])))
    spent, cpu, _told = best
    for kind, times in spent.items():
        middle, worst = statistics.median(map(statistics.median, times)), max(map(max, times))
        here = statistics.median(cpu[kind])  # of this process, the server of PostgreSQL apart
        print(f"search, {kind:<15} median {middle:6.1f} ms   worst {worst:6.1f} ms   CPU {here:5.1f} ms   ({len(times)} queries)")
    for number, (one, _cpu, _told) in enumerate(runs, 1):
        fixed = forty(one)
        middle, worst = fixed[len(fixed) // 2], fixed[int(len(fixed) * 0.99)]
        print(f"search, the forty       p50 {middle:6.1f} ms     p99 {worst:6.1f} ms   (run {number} of {len(runs)})")
    return best
