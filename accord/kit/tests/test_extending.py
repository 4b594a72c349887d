"""Pages extend a frame whose blocks are looked for once: drawn again, in another order, they are the same."""

import pytest
from django.template import Context, Engine
from django.template.base import NodeList

FRAME = "<{% block a %}frame{% endblock %}|{% block b %}frame{% endblock %}>"
HALL = "{% extends 'frame' %}{% block a %}hall {{ n }} {{ block.super }}{% endblock %}"
ROOM = "{% extends 'hall' %}{% block b %}room{% endblock %}{% block a %}{{ block.super }} room{% endblock %}"


def engine() -> Engine:
    plain = ("django.template.loaders.locmem.Loader", {"frame": FRAME, "hall": HALL, "room": ROOM})
    kept = ("django.template.loaders.cached.Loader", [plain])
    return Engine(loaders=[kept], builtins=["accord.kit.extending"])


def test_what_extends_a_frame_is_drawn_as_django_draws_it() -> None:
    made = engine()
    for n in range(3):
        drawn = {name: made.get_template(name).render(Context({"n": n})) for name in ("room", "hall", "frame")}
        assert drawn == {
            "room": f"<hall {n} frame room|room>", "hall": f"<hall {n} frame|frame>", "frame": "<frame|frame>",
        }  # fmt: skip


def test_blocks_of_a_frame_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, asked = engine(), []
    plain = NodeList.get_nodes_by_type
    monkeypatch.setattr(NodeList, "get_nodes_by_type", lambda nodes, kind: asked.append(kind) or plain(nodes, kind))
    made.get_template("room").render(Context())
    first = len(asked)
    made.get_template("room").render(Context())
    made.get_template("hall").render(Context())
    assert len(asked) == first > 0
