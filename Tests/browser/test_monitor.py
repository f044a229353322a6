"""The monitor's pages: live within a second, without barriers, nothing from elsewhere."""

import json
import re
import time
from datetime import datetime, timezone
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from conftest import PHONE, WIDE, Person
from monitor import Monitor
from parties import eventually

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}
ANALYSIS = "/ui/analysis?period=24h&target=1&versus=previous&bias=1"
# Each scheme and each size once in each language, and each pair of them in one of the two.
LOOKS = {
    "en-GB": [("light", WIDE), ("dark", PHONE)],
    "fr-FR": [("dark", WIDE), ("light", PHONE)],
}


@pytest.fixture(scope="module")
def monitor(world):
    with Monitor(world) as monitor:
        yield monitor


@pytest.fixture(scope="module")
def orders(world, monitor) -> dict[str, str]:
    """One that has ended, one that waits for the client, one that waits for the supplier."""
    ended = world.quoted("WATCH-1", LINES)
    world.finish(ended)
    found = {"ended": ended, "quoted": world.quoted("WATCH-2", LINES), "placed": world.place("WATCH-3", LINES)}
    for order in found.values():
        monitor.hears_of(order)
    return found


@pytest.fixture
def visitor(browser, monitor):
    """Somebody at a browser, which may not complain."""
    made = []

    def make(**options) -> Person:
        made.append(Person(browser, monitor, None, **options))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
    assert [complaint for each in made for complaint in each.complaints] == []


def paths(orders) -> list[str]:
    return [
        "/ui/live", "/ui/orders", "/ui/orders?text=WATCH&state=running", "/ui/orders?element=Task_ReviewQuote",
        f"/ui/orders/{orders['ended']}", f"/ui/orders/{orders['quoted']}", f"/ui/orders/{orders['placed']}",
        "/ui/attention", "/ui/conformance", "/ui/at", "/ui/at?span=day", ANALYSIS, "/ui/nothing",
    ]


@pytest.mark.parametrize("locale", LOOKS)
def test_no_page_has_a_barrier_or_is_wider_than_the_screen(visitor, orders, locale):
    axe, found, page = Axe(), [], visitor(locale=locale).page
    for path in paths(orders):
        page.goto(path)
        if path == ANALYSIS:
            # It comes by itself once it has been made.
            page.wait_for_selector(".tiles")
        for scheme, size in LOOKS[locale]:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size(size)
            result = axe.run(page)
            if result.violations_count:
                found.append(f"{path}, {scheme}, {size['width']} wide\n{result.generate_report()}")
            wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wider > 0:
                found.append(f"{path}, {size['width']} wide: {wider} pixels wider than the screen")
    assert not found, "\n".join(found)


# When a place of the page first said something else, by the browser's clock, which is the machine's.
WATCH = """name => {
  const place = document.querySelector(`[data-value="${name}"]`);
  window.changed = null;
  new MutationObserver(() => { window.changed ??= Date.now(); }).observe(place, {childList: true, characterData: true, subtree: true});
}"""


def test_an_event_shows_within_a_second(visitor, world, orders, capsys):
    page, times = visitor().page, []
    with page.expect_response("**/ui/events"):
        page.goto("/ui/live")
    for number in range(8):
        page.evaluate(WATCH, "wip")
        world.place(f"SOON-LIVE-{number}", LINES)
        answered = time.time()
        changed = eventually("the page shows it", lambda: page.evaluate("window.changed"), seconds=15)
        times.append(max(0.0, changed - answered * 1000))
    with capsys.disabled():
        print(f"\nan order shows on the live page after at most {max(times):.0f} ms of {len(times)}")
    assert max(times) < 1000


def test_a_number_on_the_drawing_leads_to_the_orders_there(visitor, orders):
    page = visitor().page
    page.goto("/ui/live")
    badge = page.locator('.badge.tokens[data-of="Task_ReviewQuote"] text')
    count = int(badge.text_content())
    assert count >= 1
    link = page.locator('a:has(> g[data-element="Task_ReviewQuote"])').first.get_attribute("href")
    page.goto(link)
    expect(page.locator("tbody tr[data-id]")).to_have_count(count)
    expect(page.locator(".tabs a").first.locator(".count")).to_have_text(str(count))


def make_anew(monitor, analysis: str) -> None:
    """Asks until the last answer is of what is known now: an older one is shown while the next is made."""
    now = datetime.now(timezone.utc)

    def is_new() -> bool:
        with urlopen(monitor.url + analysis.replace("/ui/analysis", "/ui/analysis.json"), timeout=20) as answer:
            return answer.status == 200 and datetime.fromisoformat(json.load(answer)["asOf"]) > now

    eventually(f"{analysis} has been made anew", is_new)


def numbers(monitor, path) -> set[tuple[str, int]]:
    """The page's links that say how many orders they lead to."""
    if path.startswith("/ui/analysis"):
        make_anew(monitor, path)
    with urlopen(monitor.url + path, timeout=20) as answer:
        links = re.findall(r'href="(/ui/orders\?[^"]*)"[^>]*? data-count="(\d+)"', answer.read().decode())
    return {(link.replace("&amp;", "&"), int(count)) for link, count in links}


def test_every_number_leads_to_as_many_orders(monitor, orders):
    wrong, checked = [], 0
    for path in ("/ui/live", "/ui/at?span=hour", "/ui/conformance", ANALYSIS):
        for link, count in sorted(numbers(monitor, path)):
            # Those move on with the clock.
            if "Within=" in link:
                continue
            with urlopen(monitor.url + link, timeout=20) as answer:
                shown = re.search(r'aria-current="page">[^<]*<span class="count">([^<]*)<', answer.read().decode())
            checked += 1
            if not shown or shown.group(1) != str(count):
                wrong.append(f"{link} of {path}: {shown and shown.group(1)} instead of {count}")
    assert checked > 100 and not wrong, "\n".join(wrong)


def test_a_request_for_another_host_is_refused(monitor):
    for path in ("/ui/live", "/ui/orders.jsonl", "/metrics", "/health"):
        request = Request(monitor.url + path, headers={"Host": "shop.example:8403"})
        with pytest.raises(HTTPError) as refused:
            urlopen(request, timeout=5)
        assert refused.value.code == 421 and "DUET_ALLOWED_HOSTS" in refused.value.read().decode()


def test_pages_work_without_scripts(visitor, orders):
    page = visitor(java_script_enabled=False).page
    page.goto("/ui/orders")
    page.fill("#text", "WATCH-2")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr[data-id]")).to_have_count(1)
    page.click("tbody .row-link")
    expect(page.locator("h1")).to_contain_text("WATCH-2")
    page.goto("/ui/at")
    page.click("text=−1 min")
    expect(page.locator("h1")).to_have_text("Time slider")


def test_what_is_cut_off_says_how_old_it_is(visitor, orders):
    person = visitor()
    person.page.route("**/ui/events", lambda route: route.abort())
    person.page.goto("/ui/live")
    expect(person.page.locator("[data-stale]")).to_be_visible(timeout=15_000)


def test_every_link_of_every_page_answers(monitor, orders):
    seen, waiting = set(), list(paths(orders)[:-1])
    while waiting and len(seen) < 150:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        with urlopen(monitor.url + path, timeout=20) as answer:
            # An analysis that is being made is promised.
            assert answer.status in (200, 202), path
            if "html" not in answer.headers["Content-Type"]:
                continue
            text = answer.read().decode()
        for link in re.findall(r'href="(/[^"#]*)"', text):
            waiting.append(urljoin(path, link.replace("&amp;", "&")))


def test_the_live_state_is_there_for_programs(monitor, orders):
    with urlopen(f"{monitor.url}/ui/live.json") as answer:
        assert sum(pool["running"] for pool in json.load(answer)["pools"]) >= 3
