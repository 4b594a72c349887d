"""PostgreSQL: the newest matches, window by window.

GIN knows no order: asked for the newest, it gathers every match and has it sorted. Each vector holds, beside its words, the
number of its window (some 8,192 posts, or cards), which is one more thing to match: a window is answered by skipping to it in
each list, and the next one is asked only where the last ones held too few. Windows are made of ids, so that their numbers
follow the order of ids. Each thing to match is a condition of its own, since the index then skips in all lists by turns: within
one query it would begin with what is rarest, and pass the rows of a window, or of all that follow it, one by one. What nearly all
meet is looked at in the rows.
"""

SPAN, POSTS, BEHIND = (
    25,
    41,
    55,
)  # bits of an id within a window: of cards and their passages, of posts, of what stands behind them
FIRST_POST = -(2**62)  # `index.APPENDED`: ids from here on are of posts, newer higher; below, translations and names drawn by lot
SHIFT = 2**21  # so many windows lie between `FIRST_POST` and 0


def token(pk: int) -> str:
    """`_n` and the window's number, higher for newer."""
    return f"_n{number(pk)}"


def number(pk: int) -> int:
    if pk >= 0:
        return pk >> SPAN
    return pk >> POSTS if pk >= FIRST_POST else (pk >> BEHIND) - SHIFT


def newest(table: str, sought: int, looked_at: int) -> str:
    """A statement of ids that meet so many queries by the index and so many more when looked at, newest windows first; its values
    are these queries and how many ids at most. Windows that hold no row are passed over; those beyond the last that is needed
    are never asked."""
    before = f"CASE WHEN n >= 0 THEN n << {SPAN} WHEN n >= -{SHIFT} THEN n << {POSTS} ELSE (n + {SHIFT}) << {BEHIND} END"
    of = f"CASE WHEN id >= 0 THEN id >> {SPAN} WHEN id >= {FIRST_POST} THEN id >> {POSTS} ELSE (id >> {BEHIND}) - {SHIFT} END"
    by_index = ["v @@ quote_literal('_n' || windows.n)::tsquery", *["v @@ %s::tsquery"] * sought]
    met = " AND ".join([*by_index, *["(v @@ %s::tsquery) IS TRUE"] * looked_at])
    return (
        f"WITH RECURSIVE windows(n) AS ((SELECT {of} FROM {table} ORDER BY id DESC LIMIT 1) UNION ALL "
        f"SELECT next.n FROM windows, LATERAL (SELECT {of} AS n FROM {table} WHERE id < {before} ORDER BY id DESC LIMIT 1) next) "
        f"SELECT met.id FROM windows, LATERAL (SELECT id FROM {table} WHERE {met} ORDER BY id + 0 DESC) met LIMIT %s"
    )
