"""Orders from their first line to their end, by people in their browsers, with the keyboard alone."""

import re

from playwright.sync_api import expect

from parties import eventually

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}


def type_in(page, selector: str, text: str) -> None:
    page.focus(selector)
    page.keyboard.type(text)


def test_two_people_bring_an_order_to_its_end_by_keyboard(person, world):
    anna, sven, willi = person("client", "anna"), person("supplier", "sven"), person("supplier", "willi")

    # The buyer places it.
    anna.press("n")
    anna.page.wait_for_url("**/ui/orders/new")
    for name, text in {
        "buyer.id": "C-1007", "buyer.name": "Nordwerk Maschinenbau", "reference": "LIFE-1",
        "lines.0.sku": "BRG-6204-2RS", "lines.0.quantity": "40", "lines.1.sku": "SEAL-30X52X7", "lines.1.quantity": "20",
    }.items():
        anna.page.focus(f'[name="{name}"]')
        anna.press("Control+a")
        anna.page.keyboard.type(text)
    anna.press("Enter")
    anna.page.wait_for_url("**/ui/orders/*placed=1")
    expect(anna.page.locator("h1")).to_have_text("Order LIFE-1")
    order = anna.page.url.split("/ui/orders/")[1].split("?")[0]

    # Sales verifies it: two keystrokes from the list.
    world.supplier.task(order, "Task_VerifyOrder")
    sven.page.goto("/ui/inbox?view=groups&text=LIFE-1")
    sven.press("j", "a")
    sven.page.wait_for_url("**choose=first**")
    expect(sven.page.locator("[data-submit]")).to_be_focused()
    sven.press("Enter")
    sven.page.wait_for_url("**done=**")

    # The buyer reviews the quote.
    world.client.task(order, "Task_ReviewQuote")
    anna.open_task("LIFE-1", view="groups")
    expect(anna.page.locator("tfoot .total td")).to_contain_text("€")
    anna.press("c")
    expect(anna.page.locator(".sub")).to_contain_text("with you")
    anna.press("a", "Enter")
    anna.page.wait_for_url("**done=**")

    # The warehouse ships it.
    world.supplier.task(order, "Task_ConfirmFulfilment")
    willi.open_task("LIFE-1", view="groups")
    willi.press("a")
    type_in(willi.page, '[name="tracking"]', "DHL 00340434")
    willi.press("Enter")
    willi.page.wait_for_url("**done=**")

    # The buyer confirms the receipt.
    world.client.task(order, "Task_ConfirmReceipt")
    anna.open_task("LIFE-1", view="groups")
    anna.press("a", "Enter")
    anna.page.wait_for_url("**done=**")
    assert world.client.outcome(order) == "Completed"
    assert world.supplier.outcome(order) == "Completed"
    anna.page.goto(f"/ui/orders/{order}")
    expect(anna.page.locator("[data-live=state] .chip")).to_have_text("Completed")
    expect(anna.page.locator("svg.bpmn .done[data-element=Task_ConfirmReceipt]")).to_have_count(1)
    expect(anna.page.locator(".feed").first).to_contain_text("Sent: Quote accepted")


def test_the_second_of_two_deciders_is_told_who_was_first(person, world):
    order = world.quoted("RACE-1", LINES)
    anna, ben = person("client", "anna"), person("client", "ben")
    for each in (anna, ben):
        each.open_task("RACE-1", view="groups")
    anna.press("a", "Enter")
    anna.page.wait_for_url("**done=**")
    ben.press("r")
    type_in(ben.page, '[name="comment"]', "Too dear")
    ben.page.click("[data-submit]")
    expect(ben.page.locator("[data-summary]")).to_contain_text("anna decided")
    assert ben.shown[2] == 412
    # What he typed is still there, beside what holds now.
    expect(ben.page.locator('[name="comment"]')).to_have_value("Too dear")
    expect(ben.page.locator('input[value="decline"]')).to_be_checked()
    expect(ben.page.locator("[data-submit]")).to_have_count(0)
    world.supplier.task(order, "Task_ConfirmFulfilment")
    ben.page.goto(f"/ui/tasks/{_closed(world, order)[0]}")
    expect(ben.page.locator(".decide")).to_contain_text("anna has decided this task.")


def test_a_comment_while_somebody_types_throws_nothing_away(person, world):
    order = world.quoted("TALK-1", LINES)
    task = world.client.task(order, "Task_ReviewQuote")
    anna = person("client", "anna")
    anna.open_task("TALK-1", view="groups")
    world.client.ask("POST", f"/tasks/{task}/comments", {"text": "Wait for the new prices"}, user="ben")
    anna.press("r")
    type_in(anna.page, '[name="comment"]', "Too dear")
    anna.page.click("[data-submit]")
    expect(anna.page.locator("[data-summary]")).to_contain_text("ben wrote: Wait for the new prices")
    expect(anna.page.locator('[name="comment"]')).to_have_value("Too dear")
    # She has read it, and decides nevertheless.
    anna.page.click("[data-submit]")
    anna.page.wait_for_url("**done=**")
    assert anna.shown[2] == 200


def _closed(world, order: str) -> list[str]:
    """The order's tasks that have been decided."""
    return [task["id"] for task in world.client.ask("GET", f"/tasks?state=completed&order={order}", user="anna")["items"]]


def test_a_decision_is_undone_in_its_grace_and_stands_after_it(person, world):
    order = world.quoted("UNDO-1", LINES)
    anna = person("client", "anna")
    anna.open_task("UNDO-1", view="groups")
    anna.press("r")
    type_in(anna.page, '[name="comment"]', "Too late for us.")
    anna.page.locator("[data-submit]").focus()
    anna.press("Enter")
    anna.page.wait_for_url("**done=**")
    expect(anna.page.locator(".undo")).to_contain_text("UNDO-1")
    anna.press("u")
    anna.page.wait_for_url("**/ui/tasks/**")
    expect(anna.page.locator(".feed")).to_contain_text("anna took the decision back")
    anna.press("a", "Enter")
    anna.page.wait_for_url("**done=**")
    world.supplier.task(order, "Task_ConfirmFulfilment")
    anna.page.reload()
    expect(anna.page.locator(".undo")).to_have_count(0)


def test_a_decision_is_undone_on_the_task_s_page_by_whoever_may(person, world):
    task = world.client.task(world.quoted("UNDO-2", LINES), "Task_ReviewQuote")
    anna, ben, olga = (person("client", user) for user in ("anna", "ben", "olga"))

    def decide() -> None:
        decision = {"data": {"decision": "accept"}, "effectiveAfter": 300}
        world.client.ask("POST", f"/tasks/{task}/complete", decision, user="anna")

    decide()
    for each in (anna, ben):
        each.page.goto(f"/ui/tasks/{task}")
        expect(each.page.locator(".note.good")).to_have_text(re.compile(r"anna has decided.*\d\d:\d\d:\d\d"))
    expect(ben.page.locator("[data-key=undo]")).to_have_count(0)
    anna.press("u")
    expect(anna.page.locator(".feed")).to_contain_text("anna took the decision back")
    expect(anna.page.locator("[data-submit]")).to_be_visible()
    decide()
    olga.page.goto(f"/ui/tasks/{task}")
    olga.page.click("[data-key=undo]")
    expect(olga.page.locator(".feed")).to_contain_text("olga took the decision back")


def test_the_next_task_is_one_that_can_be_decided(person, world):
    tasks = [world.client.task(world.quoted(f"FOLLOW-{number}", LINES), "Task_ReviewQuote") for number in range(3)]
    for task in tasks[1:]:
        world.client.ask("POST", f"/tasks/{task}/claim", {}, user="anna")
    world.client.ask("POST", f"/tasks/{tasks[0]}/claim", {}, user="ben")
    decision = {"data": {"decision": "accept"}, "effectiveAfter": 300}
    world.client.ask("POST", f"/tasks/{tasks[2]}/complete", decision, user="anna")
    anna = person("client", "anna")
    anna.page.goto(f"/ui/tasks/{tasks[2]}?back=/ui/inbox%3Fview%3Dall%26text%3DFOLLOW")
    expect(anna.page.locator(".head .actions")).to_contain_text("of 3")
    anna.page.click("text=Next task")
    anna.page.wait_for_url(f"**/ui/tasks/{tasks[1]}?**")
    # One is ben's and one is decided: neither is next.
    expect(anna.page.locator(".head .actions a")).to_have_count(0)
    anna.press("a", "Enter")
    anna.page.wait_for_url("**/ui/inbox?**done=**")


def test_a_line_is_added_to_a_form(person, world):
    order = world.quoted("MORE-1", LINES)
    anna = person("client", "anna")
    anna.open_task("MORE-1", view="groups")
    anna.press("3")
    type_in(anna.page, '[name="comment"]', "One more, please")
    anna.page.fill('[name="lines.2.sku"]', "BRG-NU210")
    anna.page.fill('[name="lines.2.quantity"]', "3")
    anna.page.click("[data-more]")
    expect(anna.page.locator('[name="lines.3.sku"]')).to_be_focused()
    anna.page.click("[data-submit]")
    anna.page.wait_for_url("**done=**")
    task = eventually("the decision takes effect", lambda: next(iter(_closed(world, order)), None))
    anna.page.goto(f"/ui/tasks/{task}")
    # What was asked for is shown in the words of the form.
    expect(anna.page.locator(".decide dl")).to_contain_text("Ask for a revision")
    expect(anna.page.locator(".decide table tbody tr").last).to_have_text(re.compile(r"BRG-NU210\s*3"))


def test_a_task_that_goes_while_the_page_is_open_says_so(person, world):
    order = world.quoted("GONE-1", LINES)
    anna = person("client", "anna")
    anna.open_task("GONE-1", view="groups")
    world.client.ask("POST", f"/orders/{order}/cancel", {"reason": "Not needed any more"}, user="ben")
    expect(anna.page.locator("[data-changed]")).to_be_visible()
    anna.press("a", "Enter")
    expect(anna.page.locator(".problem .status")).to_have_text("409")
    expect(anna.page.locator("h1")).to_have_text("The task is closed")


def test_new_tasks_come_by_themselves_and_wait_while_somebody_reads(person, world):
    world.quoted("LIVE-1", LINES)
    anna = person("client", "anna")
    anna.page.goto("/ui/inbox?view=groups&text=LIVE")
    expect(anna.page.locator(".row")).to_have_count(1)
    # On the list: a new row is announced, and nothing moves.
    anna.page.hover(".row")
    world.quoted("LIVE-2", LINES)
    expect(anna.page.locator("[data-news]")).to_have_text("1 new – show it")
    expect(anna.page.locator(".row")).to_have_count(1)
    anna.page.click("[data-news]")
    expect(anna.page.locator(".row")).to_have_count(2)
    # Away from it: it comes by itself.
    anna.page.mouse.move(5, 5)
    anna.page.locator(".row-link").first.evaluate("link => document.activeElement.blur()")
    world.quoted("LIVE-3", LINES)
    expect(anna.page.locator(".row")).to_have_count(3)


def test_a_filter_is_kept_when_a_task_opens(person, world):
    world.quoted("KEEP-1", LINES)
    anna = person("client", "anna")
    anna.open_task("KEEP-1", view="groups")
    anna.page.click(".trail a")
    anna.page.wait_for_url("**text=KEEP-1**")
    expect(anna.page.locator("#text")).to_have_value("KEEP-1")
    expect(anna.page.locator(".tabs [aria-current] .count")).to_have_text("1")


def test_what_is_wrong_with_a_form_is_said_beside_its_field(person, world):
    world.quoted("FORM-1", LINES)
    anna = person("client", "anna")
    anna.open_task("FORM-1", view="groups")
    anna.press("3")
    anna.page.fill('[name="lines.0.quantity"]', "7")
    anna.page.click("[data-submit]")
    expect(anna.page.locator("[data-summary]")).to_be_focused()
    expect(anna.page.locator("#error-comment")).to_be_visible()
    expect(anna.page.locator('[name="lines.0.quantity"]')).to_have_value("7")
    expect(anna.page.locator('input[value="revise"]')).to_be_checked()


def test_an_order_is_cancelled_after_a_question(person, world):
    order = world.place("STOP-1", LINES)
    anna = person("client", "anna")
    anna.page.goto(f"/ui/orders/{order}")
    anna.page.click(".button.danger")
    anna.page.click(".button.danger")
    expect(anna.page.locator("#reason")).to_be_visible()
    anna.page.fill("#reason", "Ordered twice")
    anna.page.click(".button.danger")
    anna.page.wait_for_url("**cancelled=1")
    assert world.client.outcome(order) == "Cancelled"
