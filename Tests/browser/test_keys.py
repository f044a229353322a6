"""Everything that keys do, each tried with the keyboard alone."""

from playwright.sync_api import expect

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('[data-id]')?.dataset.id ?? ''")


def test_keys_move_through_the_list_open_claim_and_come_back(person, world):
    for number in range(3):
        world.quoted(f"KEYS-{number}", LINES)
    anna = person("client", "anna")
    anna.page.goto("/ui/inbox?view=groups&text=KEYS")
    rows = [row.get_attribute("data-id") for row in anna.page.locator("[data-id]").all()]
    assert len(rows) == 3
    # Without a row, nothing is claimed or decided.
    anna.press("c", "a")
    expect(anna.page.locator("[data-id]")).to_have_count(3)
    anna.press("j")
    assert focused(anna.page) == rows[0]
    anna.press("j", "j", "j")
    assert focused(anna.page) == rows[2]
    anna.press("k")
    assert focused(anna.page) == rows[1]
    # Opened and left again, it is the same row.
    anna.press("Enter")
    anna.page.wait_for_url("**/ui/tasks/**")
    anna.page.focus(".trail a")
    anna.press("Enter")
    anna.page.wait_for_url("**/ui/inbox**")
    assert focused(anna.page) == rows[1]
    # Claimed, it has left the view, and the next one has its place.
    with anna.page.expect_navigation():
        anna.press("c")
    expect(anna.page.locator("[data-id]")).to_have_count(2)
    assert focused(anna.page) == rows[2]


def test_a_decision_opens_the_next_task_until_there_is_none(person, world):
    for number in range(2):
        world.quoted(f"NEXT-{number}", LINES)
    anna = person("client", "anna")
    anna.page.goto("/ui/inbox?view=groups&text=NEXT")
    anna.press("j", "a")
    anna.page.wait_for_url("**choose=first**")
    expect(anna.page.locator("[data-submit]")).to_be_focused()
    first = anna.page.locator("h1").inner_text()
    anna.press("Enter")
    anna.page.wait_for_url("**/ui/tasks/**done=**")
    assert anna.page.locator("h1").inner_text() != first
    expect(anna.page.locator(".undo")).to_be_visible()
    anna.press("r")
    expect(anna.page.locator('input[value="decline"]')).to_be_checked()
    anna.page.focus('[name="comment"]')
    anna.page.keyboard.type("Not now.")
    # To the button, past the lines of a revision: two quantities, an empty line, and the button for another one.
    for _ in range(6):
        anna.press("Tab")
    expect(anna.page.locator("[data-submit]")).to_be_focused()
    anna.press("Enter")
    anna.page.wait_for_url("**/ui/inbox**done=**")
    expect(anna.page.locator(".undo")).to_be_visible()
    anna.press("u")
    anna.page.wait_for_url("**/ui/tasks/**")
    expect(anna.page.locator(".feed")).to_contain_text("anna took the decision back")


def test_help_and_search_are_one_key_away(person):
    anna = person("client", "anna")
    anna.press("?")
    expect(anna.page.locator("#keys")).to_be_visible()
    # While it is open, keys mean nothing else.
    anna.press("n", "Escape")
    expect(anna.page.locator("#keys")).to_be_hidden()
    anna.press("/")
    expect(anna.page.locator("#text")).to_be_focused()
    # In a field, keys are letters.
    anna.page.keyboard.type("n?c")
    expect(anna.page.locator("#text")).to_have_value("n?c")
    anna.press("Escape", "n")
    anna.page.wait_for_url("**/ui/orders/new")


def test_orders_are_walked_through_by_keys_too(person, world):
    world.place("WALK-1", LINES)
    anna = person("client", "anna")
    anna.page.goto("/ui/orders?text=WALK")
    # What decides tasks does nothing here.
    anna.press("j", "a", "r", "c")
    anna.press("Enter")
    anna.page.wait_for_url("**/ui/orders/*-*")
    expect(anna.page.locator("h1")).to_have_text("Order WALK-1")


def test_the_draft_of_an_order_is_kept_until_it_is_placed_or_thrown_away(person):
    anna = person("client", "anna")
    anna.page.goto("/ui/orders/new")
    for name, text in {"reference": "DRAFT-1", "lines.0.sku": "BRG-6204-2RS", "lines.0.quantity": "4", "note": "Gate 3"}.items():
        anna.page.focus(f'[name="{name}"]')
        anna.page.keyboard.type(text)
    anna.page.goto("/ui/inbox")
    anna.page.goto("/ui/orders/new")
    for name, text in {"reference": "DRAFT-1", "lines.0.sku": "BRG-6204-2RS", "lines.0.quantity": "4", "note": "Gate 3"}.items():
        expect(anna.page.locator(f'[name="{name}"]')).to_have_value(text)
    anna.page.focus('[name="reference"]')
    anna.press("Enter")
    anna.page.wait_for_url("**placed=1")
    anna.page.goto("/ui/orders/new")
    expect(anna.page.locator('[name="reference"]')).to_have_value("")
    anna.page.fill('[name="reference"]', "DRAFT-2")
    anna.page.click("[data-clear]")
    anna.page.goto("/ui/orders/new")
    expect(anna.page.locator('[name="reference"]')).to_have_value("")
