"""What others do shows in an open inbox within a second, and moves nothing under anybody's eyes."""

import statistics
import threading
import time

import pytest
from playwright.sync_api import expect

from parties import eventually

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}
ROUNDS = 8

# Keeps what the list shows, row by row, with the time of each change.
WATCH = """() => {
  window.shown = [];
  const note = () => window.shown.push([Date.now(), Object.fromEntries(
    [...document.querySelectorAll("[data-list] [data-id]")].map((row) => [row.dataset.id, row.textContent]))]);
  note();
  new MutationObserver(note).observe(document.querySelector("[data-list]"), {childList: true, subtree: true, characterData: true});
}"""


# When a task first said something; with null for words, when it was first missing after it had been there.
FIRST = """([task, words]) => {
  const there = window.shown.findIndex(([at, rows]) => rows[task]?.includes(words ?? ""));
  const found = words === null && there >= 0 ? window.shown.slice(there).find(([at, rows]) => !(task in rows)) : window.shown[there];
  return found ? found[0] : null;
}"""


def milliseconds_until(page, answered: float, task: str, words: str | None) -> float:
    """From the answer to who changed something until the page showed it. The browser's clock is the machine's.

    Words None waits until the task is gone.
    """
    at = eventually("the page shows it", lambda: page.evaluate(FIRST, [task, words]), seconds=15)
    # It may show before whoever did it has read the answer.
    return max(0.0, at - answered * 1000)


@pytest.fixture
def watching(person):
    """A buyer who looks at the list with this text, with the mouse elsewhere."""

    def look(text: str):
        anna = person("client", "anna")
        with anna.page.expect_response("**/ui/events*"):
            anna.page.goto(f"/ui/inbox?view=all&text={text}")
        anna.page.mouse.move(5, 5)
        anna.page.evaluate(WATCH)
        return anna.page

    return look


def test_who_has_signed_out_elsewhere_is_told_so(person, world):
    anna = person("client", "anna")
    with anna.page.expect_response("**/ui/events*"):
        anna.page.goto("/ui/inbox?view=all&text=OVER")
    elsewhere = anna.context.new_page()
    elsewhere.goto("/ui/keys")
    elsewhere.get_by_role("button", name="Sign out").click()
    elsewhere.wait_for_url("**/ui/sign-in*")
    # Whatever happens next makes the page ask for itself.
    world.place("OVER-1", LINES)
    again = anna.page.get_by_role("link", name="Sign in again")
    expect(again).to_be_visible()
    assert anna.page.evaluate("fetch(document.body.dataset.events, {headers: {Accept: 'text/event-stream'}}).then(a => a.status)") == 401
    again.click()
    anna.page.wait_for_url("**/ui/sign-in?back=**")


def test_changes_show_within_a_second(watching, world, capsys, record_property):
    page = watching("SOON")
    times = {"comes, from the other party": [], "changes, by a colleague": [], "goes, by a colleague": []}
    comes, changes, goes = times.values()
    for number in range(ROUNDS):
        order = world.place(f"SOON-{number}", LINES)
        world.supplier.decide(order, "Task_VerifyOrder", "sven", decision="accept")
        answered = time.time()
        task = world.client.task(order, "Task_ReviewQuote")
        comes.append(milliseconds_until(page, answered, task, "Review quote"))

        world.client.ask("POST", f"/tasks/{task}/claim", {}, user="ben")
        answered = time.time()
        changes.append(milliseconds_until(page, answered, task, "with ben"))

        world.client.ask("POST", f"/tasks/{task}/complete", {"data": {"decision": "accept"}, "effectiveAfter": 0}, user="ben")
        answered = time.time()
        goes.append(milliseconds_until(page, answered, task, None))
    for what, each in times.items():
        summary = f"p50 {statistics.median(each):.0f} ms, max {max(each):.0f} ms of {len(each)}"
        record_property(what, summary)
        with capsys.disabled():
            print(f"\na task {what}: {summary}")
    assert sum(map(len, times.values())) >= 20
    assert max(map(max, times.values())) < 1000


@pytest.mark.parametrize("path", ["/ui/inbox?view=all&text=FILLS", "/ui/orders?text=FILLS"])
def test_an_empty_list_says_so_until_something_comes_and_again_when_it_goes(person, world, path):
    anna = person("client", "anna")
    with anna.page.expect_response("**/ui/events*"):
        anna.page.goto(path.replace("FILLS", f"FILLS-{path[4]}"))
    anna.page.mouse.move(5, 5)
    empty = anna.page.locator("[data-live=empty]")
    expect(empty).to_be_visible()
    order = world.quoted(f"FILLS-{path[4]}", LINES)
    expect(anna.page.locator("[data-list] [data-id]")).to_have_count(1)
    expect(empty).to_be_hidden()
    if "inbox" in path:
        world.client.ask("POST", f"/orders/{order}/cancel", {"reason": "Not needed"}, user="ben")
        expect(anna.page.locator("[data-list] [data-id]")).to_have_count(0)
        expect(empty).to_be_visible()


POSITION = """id => {
  const box = document.querySelector(`[data-id="${id}"]`).getBoundingClientRect();
  return [box.left, box.top];
}"""


@pytest.mark.parametrize("how", ["the mouse", "the keyboard"])
def test_the_row_that_somebody_is_at_stays_where_it_is(watching, world, how):
    prefix = "STAY" if how == "the mouse" else "HOLD"
    tasks = {}
    for number in range(4):
        order = world.quoted(f"{prefix}-{number}", LINES)
        tasks[number] = world.client.task(order, "Task_ReviewQuote")
    page = watching(prefix)
    mine = page.locator("[data-list] [data-id]").nth(2).get_attribute("data-id")
    others = [task for task in tasks.values() if task != mine]
    if how == "the mouse":
        page.hover(f'[data-id="{mine}"]')
    else:
        for _ in range(3):
            page.keyboard.press("j")
        assert page.evaluate("document.activeElement.closest('[data-id]').dataset.id") == mine
    before = page.evaluate(POSITION, mine)

    def still() -> None:
        assert page.evaluate(POSITION, mine) == before
        if how == "the keyboard":
            assert page.evaluate("document.activeElement.closest('[data-id]').dataset.id") == mine

    # One above it changes, one goes, one comes that would stand above it.
    world.client.ask("POST", f"/tasks/{others[0]}/claim", {}, user="ben")
    expect(page.locator(f'[data-id="{others[0]}"]')).to_contain_text("with ben")
    still()
    world.client.ask("POST", f"/tasks/{others[0]}/complete", {"data": {"decision": "accept"}, "effectiveAfter": 0}, user="ben")
    page.wait_for_selector(f'[data-id="{others[0]}"].gone-row')
    still()
    order = world.quoted(f"{prefix}-NEW", LINES)
    urgent = world.client.task(order, "Task_ReviewQuote")
    world.client.ask("POST", f"/tasks/{urgent}/schedule", {"due": "2026-01-01T00:00:00Z"}, user="olga")
    page.wait_for_selector("[data-news]:not([hidden])")
    still()
    # Whoever wants to see it asks for it.
    page.click("[data-news]")
    expect(page.locator("[data-list] [data-id]").first).to_have_attribute("data-id", urgent)


def test_whoever_asks_for_what_is_new_gets_it_also_while_the_page_is_being_asked_for(watching, world):
    old = world.client.task(world.quoted("ASKED-OLD", LINES), "Task_ReviewQuote")
    page = watching("ASKED")
    page.hover(f'[data-id="{old}"]')
    new = world.client.task(world.quoted("ASKED-NEW", LINES), "Task_ReviewQuote")
    world.client.ask("POST", f"/tasks/{new}/schedule", {"due": "2026-01-01T00:00:00Z"}, user="olga")
    page.wait_for_selector("[data-news]:not([hidden])")
    held, is_free = [], threading.Event()
    page.route("**/ui/inbox*", lambda route: route.continue_() if is_free.is_set() else held.append(route))
    with page.expect_request("**/ui/inbox*"):
        world.client.ask("POST", f"/tasks/{old}/claim", {}, user="ben")
    page.click("[data-news]")
    is_free.set()
    for route in held:
        route.continue_()
    expect(page.locator("[data-list] [data-id]").first).to_have_attribute("data-id", new)
    expect(page.locator(f'[data-id="{new}"] .row-link')).to_be_focused()
