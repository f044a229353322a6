"""Every page in every state: no barrier for anybody, no wider than a phone, and in French no English."""

import csv
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from access_table import documented_routes, route_of
from conftest import PHONE, WIDE
from parties import ROOT
from states import STATES, WITHOUT_PAGE, make_case

# Each scheme and each size once: colours do not depend on the size, nor the layout on the scheme.
LOOKS = [("light", WIDE), ("dark", PHONE)]


def visit_all(person, case, **options):
    """Each state with the page that shows it. Each person has one browser for all of theirs."""
    visitors = {}
    for state in STATES:
        key = state.company, state.user
        if key not in visitors:
            visitors[key] = person(state.company, state.user, **options)
        visitor = visitors[key]
        visitor.page.set_viewport_size(WIDE)
        visitor.page.mouse.move(5, 5)
        visitor.page.goto(state.path(case))
        state.then(visitor.page, case)
        yield state, visitor


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def test_no_page_has_a_barrier_or_is_wider_than_the_screen(person, world):
    axe, seen, found = Axe(), set(), []
    for state, visitor in visit_all(person, make_case(world, "AXE")):
        method, path, status = visitor.shown
        if status not in (403, 404):
            seen.add(route_of(method, path))
        for scheme, size in LOOKS:
            visitor.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            visitor.page.set_viewport_size(size)
            result = axe.run(visitor.page)
            where = f"{state.company}, {state.name}, {scheme}, {size['width']} wide"
            if result.violations_count:
                found.append(f"{where}\n{result.generate_report()}")
            if overflow(visitor.page) > 0:
                found.append(f"{where}: {overflow(visitor.page)} pixels wider than the screen")
    assert not found, "\n".join(found)
    assert seen.isdisjoint(WITHOUT_PAGE)
    assert documented_routes() - seen - WITHOUT_PAGE == set(), "axe has not seen these pages"


# What a reader sees or is told, without what stands in the data. The words of codes and of keys are of no language.
VISIBLE_TEXTS = """() => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("script, code, kbd, [lang]:not(html)")) texts.push(walker.currentNode.data);
  }
  for (const each of document.querySelectorAll("[aria-label], [title], [placeholder], [data-text-new]")) {
    for (const name of ["aria-label", "title", "placeholder", "data-text-new", "data-text-one-new"]) {
      if (each.hasAttribute(name) && !each.closest("[lang]:not(html)")) texts.push(each.getAttribute(name));
    }
  }
  return texts.map((text) => text.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""

ENGLISH_WORDS = re.compile(
    r"\b(the|this|that|these|is|are|was|were|has|have|must|cannot|can|not|of|and|with|from|your|you|nothing)\b", re.I
)


def english_sentences() -> list[re.Pattern]:
    """What the pages, the model's drawing and its forms say in English and otherwise in French."""
    pairs = []
    for folder in (ROOT / "Sources/WebPages/Resources", ROOT / "Sources/PartyPages/Resources"):
        english, other = (json.loads((folder / f"{code}.json").read_text()) for code in ("en", "fr"))
        pairs += [(text, other[key]) for key, text in english.items()]
    pairs += json.loads((ROOT / "Sources/WebPages/Resources/model-fr.json").read_text()).items()
    for form in sorted((ROOT / "bpmn/forms").glob("*.json")):
        pairs += labels(json.loads(form.read_text()))
    patterns, french = [], {other for _, other in pairs}
    for text, other in pairs:
        letters = re.sub(r"\{\w+\}", "", text)
        if text != other and text not in french and len(re.findall(r"[A-Za-z]", letters)) > 1:
            patterns.append(re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))))
    assert len(patterns) > 400
    return patterns


def labels(value):
    if isinstance(value, dict):
        if {"en", "fr"} <= value.keys():
            yield value["en"], value["fr"]
        for each in value.values():
            yield from labels(each)
    elif isinstance(value, list):
        for each in value:
            yield from labels(each)


def test_nothing_is_english_on_a_french_page_and_nothing_is_too_wide(person, world):
    case, sentences = make_case(world, "FR"), english_sentences()
    with open(ROOT / "demo/catalogue.csv") as file:
        data = {row["description"] for row in csv.DictReader(file)}
    found = []
    for state, visitor in visit_all(person, case, locale="fr-FR"):
        assert visitor.page.evaluate("document.documentElement.lang") == "fr"
        for text in visitor.page.evaluate(VISIBLE_TEXTS):
            if text in data:
                continue
            if ENGLISH_WORDS.search(text) or any(sentence.fullmatch(text) for sentence in sentences):
                found.append(f"{state.company}, {state.name}: {text}")
        visitor.page.set_viewport_size(PHONE)
        if overflow(visitor.page) > 0:
            found.append(f"{state.company}, {state.name}: {overflow(visitor.page)} pixels wider than a phone")
    assert not found, "\n".join(found)
