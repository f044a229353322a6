"""The table "Pages" of docs/access.md: every route of the pages."""

from __future__ import annotations

import re

from parties import ROOT


def documented_routes() -> set[tuple[str, str]]:
    """Method and path, such as ("GET", "/ui/tasks/{task}")."""
    section = (ROOT / "docs/access.md").read_text().split("\n## Pages\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (GET|POST) \| `([^`]+)` \|", section, re.MULTILINE)
    assert len(rows) > 30
    return set(rows)


def route_of(method: str, path: str) -> tuple[str, str]:
    """The route that answers a path: the one with the fewest varying parts."""

    def fits(route: str) -> bool:
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(route))
        return re.fullmatch(pattern, path) is not None

    routes = [route for route in documented_routes() if route[0] == method and fits(route[1])]
    assert routes, f"{method} {path} is no page of docs/access.md"
    return min(routes, key=lambda route: route[1].count("{"))
