"""What pages can do beside the life of an order: lists and files, price list, users, languages, and all of it without scripts."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from parties import PASSWORD

LINES = {"BRG-6204-2RS": 40, "SEAL-30X52X7": 20}


@pytest.fixture(scope="module")
def order(world) -> str:
    """An order with a revised quote, some history, and a comment."""
    order = world.quoted("PAGE-1", LINES, note="Gate <3> & \"bell\"", needed="2027-01-15")
    world.client.decide(
        order, "Task_ReviewQuote", "ben", decision="revise", comment="Fewer, please",
        lines=[{"sku": "BRG-6204-2RS", "quantity": 30}, {"sku": "SEAL-30X52X7", "quantity": 20}],
    )
    task = world.client.task(order, "Task_ReviewQuote")
    body = {"text": "Ask for the drawing first", "link": {"url": "https://example.org/d", "title": "Drawing"}}
    world.client.ask("POST", f"/tasks/{task}/comments", body, user="ben")
    world.place("PAGE-2", LINES)
    return order


def test_everything_works_without_scripts(person, world):
    anna = person("client", "anna", java_script_enabled=False)
    anna.page.click("text=New order")
    anna.page.fill('[name="reference"]', "PLAIN-1")
    anna.page.fill('[name="buyer.id"]', "C-1007")
    anna.page.fill('[name="buyer.name"]', "Nordwerk Maschinenbau")
    anna.page.click('[data-submit]')
    expect(anna.page.locator("[data-summary]")).to_contain_text("at least one line")
    expect(anna.page.locator('[name="reference"]')).to_have_value("PLAIN-1")
    anna.page.click('[name="more"]')
    anna.page.fill('[name="lines.5.sku"]', "BRG-6204-2RS")
    anna.page.fill('[name="lines.5.quantity"]', "4")
    anna.page.click('[data-submit]')
    anna.page.wait_for_url("**placed=1")
    order = anna.page.url.split("/ui/orders/")[1].split("?")[0]
    world.supplier.decide(order, "Task_VerifyOrder", "sven", decision="accept")
    world.client.task(order, "Task_ReviewQuote")
    anna.page.goto("/ui/inbox?view=groups&text=PLAIN-1")
    anna.page.click("text=Claim")
    anna.page.goto("/ui/inbox?view=mine&text=PLAIN-1")
    anna.page.click(".row-link")
    anna.page.check('input[value="accept"]')
    anna.page.click("[data-submit]")
    expect(anna.page.locator(".undo")).to_contain_text("PLAIN-1")
    anna.page.click(".undo button")
    expect(anna.page.locator(".feed")).to_contain_text("took the decision back")


def test_who_has_claimed_nothing_is_led_to_what_the_groups_have_to_do(person, world):
    newcomer = {"user": "nils", "name": "Nils Lind", "roles": ["buyer"], "password": PASSWORD}
    world.client.ask("POST", "/users", newcomer, user="olga")
    task = world.client.task(world.quoted("NEWCOMER-1", LINES), "Task_ReviewQuote")
    nils = person("client", "nils")
    nils.page.click("[data-live=empty] a")
    nils.page.wait_for_url("**/ui/inbox?view=groups*")
    expect(nils.page.locator(f'[data-id="{task}"]')).to_be_visible()


def test_the_language_follows_the_browser_and_the_switch(person):
    anna = person("client", "anna", locale="fr-FR")
    expect(anna.page.locator("h1")).to_have_text("À traiter")
    assert anna.page.evaluate("document.documentElement.lang") == "fr"
    anna.page.click("button[lang=en]")
    expect(anna.page.locator("h1")).to_have_text("Inbox")
    anna.page.reload()
    expect(anna.page.locator("h1")).to_have_text("Inbox")


def test_a_list_of_orders_is_taken_along_as_it_is_on_the_screen(person, world, order):
    anna = person("client", "anna")
    anna.page.goto("/ui/orders?text=PAGE")
    expect(anna.page.locator("tbody tr")).to_have_count(2)
    with anna.page.expect_download() as download:
        anna.page.click("text=CSV")
    rows = download.value.path().read_text().splitlines()
    assert len(rows) == 3 and rows[0].startswith("id,reference,buyer,status")
    anna.page.click("th >> text=Reference")
    anna.page.click("th >> text=Reference")
    expect(anna.page.locator("tbody .row-link").first).to_have_text("PAGE-1")


def test_a_price_list_is_looked_at_before_it_is_imported(person, tmp_path):
    petra = person("supplier", "petra")
    petra.page.goto("/ui/prices?text=pillow")
    expect(petra.page.locator("tbody tr")).to_have_count(1)
    petra.page.goto("/ui/prices/import")
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("sku,description\nX,Y\n")
    petra.page.set_input_files("#file", wrong)
    petra.page.click("button.main")
    expect(petra.page.locator("[data-summary]")).to_contain_text("missing columns: unit_price, currency, tax_rate")
    petra.page.click("button[lang=fr]")
    petra.page.set_input_files("#file", wrong)
    petra.page.click("button.main")
    expect(petra.page.locator("[data-summary]")).to_contain_text("il manque les colonnes\u00a0: unit_price")


def test_items_are_looked_up_in_the_suppliers_catalogue_before_they_were_ever_ordered(person, world):
    header = "sku,description,unit_price,currency,tax_rate"
    catalogue = "\n".join([header, *(f"LOOK-{number},,1,EUR,0.19" for number in range(1000, 1600))])
    world.client.ask("PUT", "/catalog", catalogue.encode(), user="olga", kind="text/csv")
    anna = person("client", "anna")
    anna.page.goto("/ui/orders/new")
    expect(anna.page.locator('#skus option[value="LOOK-1000"]')).to_have_count(1)
    # Of a long catalogue the page has the beginning only.
    last = anna.page.locator('#skus option[value="LOOK-1599"]')
    expect(last).to_have_count(0)
    anna.page.fill('[name="lines.0.sku"]', "k-1599")
    expect(last).to_have_count(1)


def test_pages_forbid_everything_from_elsewhere(world):
    with urlopen(f"{world.client.url}/ui/sign-in") as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = answer.read().decode()
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|https?://(?!www\.w3\.org)", page)
