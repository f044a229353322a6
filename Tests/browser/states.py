"""Every page of both parties, and every state that it has: what axe, the narrow screen and the French words are tried on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

from playwright.sync_api import Page, expect

from parties import Answer, World

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}
HEADER = "sku,description,unit_price,currency,tax_rate,breaks\n"


@dataclass
class Case:
    """What the pages are about."""

    world: World
    order: str = ""
    tasks: dict[str, str] = field(default_factory=dict)


@dataclass
class State:
    name: str
    company: str
    user: str | None
    path: Callable[[Case], str]
    """Brings the page, which has been opened at the path, into the state."""
    then: Callable[[Page, Case], None] = lambda page, case: None


def make_case(world: World, prefix: str) -> Case:
    """Orders and tasks of every kind. Nobody but their tests touches them."""
    case = Case(world)
    case.order = world.quoted(f"{prefix}-1", LINES, note="Porte <3> & « nord »", needed="2027-01-15")
    world.client.decide(
        case.order, "Task_ReviewQuote", "ben", decision="revise", comment="Moins",
        lines=[{"sku": "BRG-6204-2RS", "quantity": 30}, {"sku": "SEAL-30X52X7", "quantity": 20}],
    )
    task = case.tasks["open"] = world.client.task(case.order, "Task_ReviewQuote")
    comment = {"text": "Dessin joint", "link": {"url": "https://example.org/d", "title": "Dessin"}}
    world.client.ask("POST", f"/tasks/{task}/comments", comment, user="ben")
    world.client.ask("POST", f"/tasks/{task}/claim", {}, user="anna")
    done = world.client.ask("GET", "/tasks?state=completed&limit=200", user="anna")["items"]
    case.tasks["closed"] = next(task["id"] for task in done if task["orderId"] == case.order)
    for name in ("pending", "delegated", "free", "late"):
        order = world.quoted(f"{prefix}-{name}", LINES)
        case.tasks[name] = world.client.task(order, "Task_ReviewQuote")
    decision = {"data": {"decision": "decline", "comment": "Trop cher"}, "effectiveAfter": 300}
    world.client.ask("POST", f"/tasks/{case.tasks['pending']}/complete", decision, user="anna")
    world.client.ask("POST", f"/tasks/{case.tasks['delegated']}/claim", {}, user="ben")
    world.client.ask("POST", f"/tasks/{case.tasks['delegated']}/delegate", {"to": "anna"}, user="ben")
    world.place(f"{prefix}-4", LINES)
    try:
        world.client.ask("POST", "/session", {"user": "olga", "password": "not this one"})
    except Answer as refused:
        assert refused.status == 401
    return case


def _send(selector: str, **fields: str) -> Callable[[Page, Case], None]:
    """Fills a form in, whatever the browser itself would say to it, and sends it."""

    def act(page: Page, _: Case) -> None:
        for name, value in fields.items():
            page.locator(f'{selector} [name="{name}"]').first.evaluate("(field, value) => { field.value = value }", value)
        page.locator(selector).first.evaluate("form => { form.noValidate = true; form.requestSubmit() }")
        page.wait_for_load_state("load")
        expect(page.locator(".error, [data-summary], .note.bad").first).to_be_visible()

    return act


def _press(key: str, selector: str) -> Callable[[Page, Case], None]:
    def act(page: Page, _: Case) -> None:
        page.keyboard.press(key)
        expect(page.locator(selector)).to_be_visible()

    return act


def _import(text: str, selector: str) -> Callable[[Page, Case], None]:
    def act(page: Page, _: Case) -> None:
        page.set_input_files("#file", {"name": "prices.csv", "mimeType": "text/csv", "buffer": text.encode()})
        page.click("button.main")
        expect(page.locator(selector).first).to_be_visible()

    return act


def _make_token(page: Page, _: Case) -> None:
    page.click('form[action="/ui/terminal"] button')
    expect(page.locator("main code").first).to_be_visible()


def _open_all(page: Page, _: Case) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(each => { each.open = true })")


def _change_elsewhere(page: Page, case: Case) -> None:
    body = {"text": "Encore un mot"}
    case.world.client.ask("POST", f"/tasks/{case.tasks['free']}/comments", body, user="ben")
    expect(page.locator("[data-changed]")).to_be_visible()


def _new_row(page: Page, case: Case) -> None:
    page.hover(".row >> nth=0")
    case.world.quoted("NEWS", LINES)
    expect(page.locator("[data-news]")).to_be_visible()


def _refuse_decision(page: Page, _: Case) -> None:
    page.keyboard.press("3")
    page.fill('[name="lines.0.quantity"]', "7")
    page.click("[data-submit]")
    expect(page.locator("#error-comment")).to_be_visible()


def _decide_late(page: Page, case: Case) -> None:
    body = {"text": "Attends"}
    case.world.client.ask("POST", f"/tasks/{case.tasks['late']}/comments", body, user="ben")
    page.keyboard.press("1")
    page.click("[data-submit]")
    expect(page.locator("[data-summary]")).to_be_visible()


def _task(name: str, query: str = "?back=/ui/inbox%3Fview%3Dgroups") -> Callable[[Case], str]:
    return lambda case: f"/ui/tasks/{case.tasks[name]}{query}"


def _order(rest: str = "") -> Callable[[Case], str]:
    return lambda case: f"/ui/orders/{case.order}{rest}"


def _at(path: str) -> Callable[[Case], str]:
    return lambda _: path


def _lists(company: str, user: str) -> list[State]:
    return [
        *(State(f"inbox {view}", company, user, _at(f"/ui/inbox?view={view}")) for view in ("mine", "groups", "all", "done")),
        State("inbox, nothing fits", company, user, _at("/ui/inbox?view=all&text=nirgends&priority=80&due=overdue")),
        State("orders", company, user, _at("/ui/orders")),
        State("orders, nothing fits", company, user, _at("/ui/orders?text=nirgends")),
        State("orders, unreadable filter", company, user, _at("/ui/orders?from=gestern&min=viel")),
        State("order", company, user, _order()),
        State("keys", company, user, _at("/ui/keys")),
        State("keys over a page", company, user, _at("/ui/orders"), _press("?", "#keys[open]")),
        State("nothing there", company, user, _at("/ui/nowhere")),
    ]


STATES = [
    State("sign-in", "client", None, _at("/ui/sign-in")),
    State("sign-in refused", "client", None, _at("/ui/sign-in"), _send("main form", user="anna", password="x")),
    State("sign-in at the provider too late", "client", None, _at("/ui/sign-in/oidc/callback?code=c&state=s")),
    *_lists("client", "anna"),
    State("inbox with what can be undone", "client", "anna", lambda case: f"/ui/inbox?view=groups&done={case.tasks['pending']}"),
    State("inbox with a new row announced", "client", "anna", _at("/ui/inbox?view=groups"), _new_row),
    State("task", "client", "anna", _task("open")),
    State("task, everything open", "client", "anna", _task("open"), _open_all),
    State("task for anybody of a group", "client", "anna", _task("free")),
    State("task, form refused", "client", "anna", _task("open"), _refuse_decision),
    State("task, person refused", "client", "anna", _task("open"), _send('form[action$="/give"]', to="nobody")),
    State("task, time refused", "client", "anna", _task("open"), _send('form[action$="/schedule"]', priority="101")),
    State("task, comment refused", "client", "anna", _task("open"),
          _send('form[action$="/comments"]', text="x", url="ftp://x")),
    State("task that has changed", "client", "anna", _task("free"), _change_elsewhere),
    State("task that is closed", "client", "anna", _task("closed")),
    State("task with a decision pending", "client", "anna", _task("pending")),
    State("task that is prepared for somebody else", "client", "anna", _task("delegated")),
    State("task with the undo bar", "client", "anna", lambda case: f"/ui/tasks/{case.tasks['free']}?done={case.tasks['pending']}"),
    State("order, placed", "client", "anna", _order("?placed=1")),
    State("order of an operator, with its audit trail", "client", "olga", _order(), _open_all),
    State("cancel", "client", "anna", _order("/cancel")),
    State("cancel without a reason", "client", "anna", _order("/cancel"), _send("main form", reason="")),
    State("new order", "client", "anna", _at("/ui/orders/new")),
    State("new order refused", "client", "anna", _at("/ui/orders/new"),
          _send("form[data-draft]", **{"lines.0.sku": "?", "lines.0.quantity": "0", "currency": "euro", "buyer.id": ""})),
    State("own password", "client", "anna", _at("/ui/password")),
    State("own password refused", "client", "anna", _at("/ui/password"), _send("main form", newPassword="x")),
    State("own password changed", "client", None, _at("/ui/sign-in?changed=1")),
    State("terminal", "client", "anna", _at("/ui/terminal")),
    State("terminal, token made", "client", "anna", _at("/ui/terminal"), _make_token),
    State("task that has changed under a decision", "client", "anna", _task("late"), _decide_late),
    State("not allowed", "client", "ada", _at("/ui/orders/new")),
    State("users", "client", "olga", _at("/ui/users?added=nina")),
    State("users, refused", "client", "olga", _at("/ui/users"), _send('form[action="/ui/users"]', user="?", name="", password="x")),
    State("user", "client", "olga", _at("/ui/users/ben?changed=profile")),
    State("user, name refused", "client", "olga", _at("/ui/users/ben"), _send("form:has(#name)", name="")),
    State("user, password refused", "client", "olga", _at("/ui/users/ben"), _send("form:has(#password)", password="x")),
    State("user, own access", "client", "olga", _at("/ui/users/olga"), _send("main .head form")),
    State("audit", "client", "olga", _at("/ui/audit"), _open_all),
    State("audit, unreadable filter", "client", "ada", _at("/ui/audit?from=gestern&actor=nobody")),
    *_lists("supplier", "sven"),
    State("prices", "supplier", "petra", _at("/ui/prices?imported=40")),
    State("prices, nothing fits", "supplier", "petra", _at("/ui/prices?text=nirgends")),
    State("import", "supplier", "petra", _at("/ui/prices/import")),
    State("import refused", "supplier", "petra", _at("/ui/prices/import"), _import(HEADER + "X,Y,eins,EUR,2,1=1\n", "[data-summary]")),
    State("import preview", "supplier", "petra", _at("/ui/prices/import"),
          _import(HEADER + "BRG-NU210,Rouleau,70.00,EUR,0.19,5=5%\nNEUF-1,Pièce,1.00,EUR,0.2,\n", ".note .chip")),
]

# What answers with no page: with a redirection, a file or a stream.
WITHOUT_PAGE = {
    ("GET", "/"), ("GET", "/ui"), ("GET", "/ui/assets/{name}"), ("GET", "/ui/sign-in/oidc"),
    ("GET", "/ui/events"), ("GET", "/ui/orders.csv"),
    ("GET", "/ui/orders.jsonl"), ("GET", "/ui/audit.csv"), ("GET", "/ui/audit.jsonl"), ("POST", "/ui/sign-out"),
    ("POST", "/ui/language"), ("POST", "/ui/tasks/{task}/claim"), ("POST", "/ui/tasks/{task}/release"),
    ("POST", "/ui/tasks/{task}/resolve"), ("POST", "/ui/tasks/{task}/undo"), ("POST", "/ui/prices/apply"),
}
