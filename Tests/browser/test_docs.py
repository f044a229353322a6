"""The description of the HTTP interface, in a browser that reaches nothing but the service."""

from playwright.sync_api import expect


def test_the_interface_can_be_read_and_tried_without_the_internet(person):
    anna = person("client", "anna")
    anna.page.goto("/docs")
    expect(anna.page.locator(".swagger-ui .title")).to_contain_text("Duet")
    expect(anna.page.locator(".opblock").first).to_be_visible()
    assert anna.page.locator(".opblock").count() > 30
    anna.page.locator(".opblock", has_text="/health/live").first.click()
    anna.page.click("text=Try it out")
    anna.page.click("text=Execute")
    expect(anna.page.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("200")
    # That nothing was loaded from elsewhere and nothing broke the page's policy is seen by whoever made the browser.
