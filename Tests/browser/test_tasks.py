"""What can be done with a task beside deciding it, with scripts and without."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_task_is_put_off_handed_over_prepared_and_talked_about(person, world, scripts):
    reference = f"SIDE-{scripts}"
    order = world.quoted(reference, LINES)
    task = world.client.task(order, "Task_ReviewQuote")
    anna = person("client", "anna", java_script_enabled=scripts)
    page = anna.page
    page.goto(f"/ui/tasks/{task}?back=/ui/inbox%3Fview%3Dgroups%26text%3D{reference}")
    # Only who has it may change its time.
    expect(page.locator('form[action$="/schedule"]')).to_have_count(0)
    page.click('form[action$="/claim"] button')
    expect(page.locator(".sub")).to_contain_text("with you")

    page.click("text=Change its time or priority")
    page.fill("#schedule-due", "2027-02-03T04:05")
    page.fill("#schedule-priority", "101")
    page.click('form[action$="/schedule"] button')
    expect(page.locator("#schedule-priority-error")).to_be_visible()
    expect(page.locator("#schedule-due")).to_have_value("2027-02-03T04:05")
    page.fill("#schedule-priority", "85")
    page.fill("#schedule-followUp", "2027-01-02T03:04")
    page.click('form[action$="/schedule"] button')
    expect(page.locator(".sub")).to_contain_text("priority 85")
    expect(page.locator(".sub")).to_contain_text("due 3\u00a0Feb\u00a02027, 04:05\u00a0UTC")
    expect(page.locator(".sub")).to_contain_text("follow up 2\u00a0Jan\u00a02027, 03:04\u00a0UTC")

    page.fill("#comment-text", "See the drawing")
    page.click("text=Attach a link")
    page.fill("#comment-url", "https://example.org/drawing")
    page.fill("#comment-title", "Drawing 7")
    page.click('form[action$="/comments"] button')
    link = page.locator(".feed a", has_text="Drawing 7")
    expect(link).to_have_attribute("href", "https://example.org/drawing")
    assert "noopener" in (link.get_attribute("rel") or "")

    page.click("text=Give it to somebody")
    page.fill("#give-to", "nobody")
    page.click('button[value="delegate"]')
    expect(page.locator("#give-error")).to_contain_text("nobody")
    page.fill("#give-to", "ben")
    page.click('button[value="delegate"]')
    expect(page.locator(".sub")).to_contain_text("delegated by anna")
    # The way back is still the list that she came from.
    page.click(".trail a")
    page.wait_for_url(f"**text={reference}")
    page.goto(f"/ui/inbox?view=all&text={reference}&delegatedBy=anna")
    expect(page.locator(".row")).to_have_count(1)
    page.goto(f"/ui/inbox?view=all&text={reference}&delegatedBy=olga")
    expect(page.locator(".row")).to_have_count(0)

    ben = person("client", "ben", java_script_enabled=scripts)
    ben.page.goto(f"/ui/tasks/{task}")
    expect(ben.page.locator("[data-submit]")).to_have_count(0)
    ben.page.click("text=Give it back prepared")
    expect(ben.page.locator(".sub")).to_contain_text("with anna")

    page.goto(f"/ui/tasks/{task}")
    page.click("text=Give it to somebody")
    page.fill("#give-to", "ben")
    page.click('button[value="assign"]')
    expect(page.locator(".sub")).to_contain_text("with ben")
    ben.page.goto(f"/ui/tasks/{task}")
    ben.page.click('form[action$="/release"] button')
    expect(ben.page.locator(".sub")).to_contain_text("claimed by nobody")

    # The order's page has the link, too, and what the parties have said to each other as UBL documents.
    page.goto(f"/ui/orders/{order}")
    link = page.locator(".feed a", has_text="Drawing 7")
    expect(link).to_have_attribute("href", "https://example.org/drawing")
    quotation = page.locator('a[href$="/documents/quotation"]')
    expect(quotation).to_have_text("Quotation")
    answer = anna.context.request.get(quotation.get_attribute("href"))
    assert answer.status == 200 and "Quotation" in answer.text()


def test_who_changes_the_time_of_what_has_changed_meanwhile_is_told(person, world):
    task = world.client.task(world.quoted("LATE-1", LINES), "Task_ReviewQuote")
    world.client.ask("POST", f"/tasks/{task}/claim", {}, user="anna")
    anna = person("client", "anna")
    anna.page.goto(f"/ui/tasks/{task}")
    world.client.ask("POST", f"/tasks/{task}/schedule", {"priority": 70}, user="anna")
    anna.page.click("text=Change its time or priority")
    anna.page.fill("#schedule-priority", "10")
    anna.page.click('form[action$="/schedule"] button')
    expect(anna.page.locator(".problem .status")).to_have_text("412")
    expect(anna.page.locator(".problem")).to_contain_text("anna changed its time")


def test_a_page_that_was_refused_goes_on_being_the_task(person, world):
    task = world.client.task(world.quoted("AGAIN-1", LINES), "Task_ReviewQuote")
    anna = person("client", "anna")
    anna.page.goto(f"/ui/tasks/{task}?back=/ui/orders")
    anna.press("3")
    anna.page.click("[data-submit]")
    expect(anna.page.locator("#error-comment")).to_be_visible()
    # It hears of changes, and the other language shows the same task.
    world.client.ask("POST", f"/tasks/{task}/comments", {"text": "Now"}, user="ben")
    expect(anna.page.locator("[data-changed]")).to_be_visible()
    anna.page.click("button[lang=fr]")
    anna.page.wait_for_url(f"**/ui/tasks/{task}?back=**")
    expect(anna.page.locator("h1")).to_contain_text("AGAIN-1")


def test_the_model_says_when_to_look_at_a_task_again_and_it_is_in_the_inbox_before(person, world):
    order = world.quoted("LATER-1", LINES)
    world.ship(order)
    name = world.client.task(order, "Task_ConfirmReceipt")
    task = world.client.ask("GET", f"/tasks/{name}", user="ben")
    created, again, due = (datetime.fromisoformat(task[field]) for field in ("createdAt", "followUp", "due"))
    assert (again - created, due - created) == (timedelta(days=1), timedelta(days=2))
    ben = person("client", "ben")
    ben.page.goto("/ui/inbox?view=groups&text=LATER-1")
    expect(ben.page.locator(".row")).to_contain_text("follow up")
    ben.page.goto(f"/ui/tasks/{name}")
    expect(ben.page.locator(".sub")).to_contain_text("follow up")
