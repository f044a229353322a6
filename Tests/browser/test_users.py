"""Users, as operators keep them."""

import pytest
from playwright.sync_api import expect

from parties import PASSWORD, Answer

OTHER_PASSWORD = "quite another door"


def test_an_operator_adds_a_user_who_signs_in(person):
    olga = person("client", "olga")
    olga.page.goto("/ui/users")
    olga.page.fill("#user", "nina")
    olga.page.fill("#name", "Nina Berg")
    olga.page.fill("#password", PASSWORD)
    olga.page.check('input[value="auditor"]')
    olga.page.click(".submit button")
    expect(olga.page.locator(".note.good")).to_contain_text("nina")
    nina = person("client", "nina")
    nina.page.goto("/ui/orders/new")
    expect(nina.page.locator(".problem .status")).to_have_text("403")
    nina.page.click("text=Sign out")
    nina.page.wait_for_url("**/ui/sign-in*")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_operator_changes_name_roles_groups_password_and_state(person, world, scripts):
    user = f"mara-{scripts}".lower()
    body = {"user": user, "name": "Mara", "roles": ["auditor"], "password": PASSWORD}
    world.client.ask("POST", "/users", body, user="olga")
    olga = person("client", "olga", java_script_enabled=scripts)
    page = olga.page
    page.goto("/ui/users")
    page.click(f"th >> text={user}")

    # What is wrong is said beside its field, and what was typed stays.
    page.fill("#name", " ")
    page.fill("#groups", "sales-lead")
    page.uncheck('input[value="auditor"]')
    page.click("text=Save")
    expect(page.locator("#name-error")).to_be_visible()
    expect(page.locator("#roles-error")).to_be_visible()
    expect(page.locator("#groups")).to_have_value("sales-lead")

    page.fill("#name", "Mara Holt")
    page.check('input[value="buyer"]')
    page.fill("#groups", "sales-lead, vip  vip")
    page.click("text=Save")
    expect(page.locator(".note.good")).to_be_visible()
    people = {each["user"]: each for each in world.client.ask("GET", "/users", user="olga")["items"]}
    assert people[user]["name"] == "Mara Holt"
    assert people[user]["roles"] == ["buyer"]
    assert people[user]["groups"] == ["sales-lead", "vip"]

    page.fill("#password", "short")
    page.click("text=Set the password")
    expect(page.locator("#password-error")).to_be_visible()
    page.fill("#password", OTHER_PASSWORD)
    page.click("text=Set the password")
    expect(page.locator(".note.good")).to_have_text("The password was changed.")
    with pytest.raises(Answer, match="401"):
        world.client.ask("POST", "/session", {"user": user, "password": PASSWORD})
    world.client.ask("POST", "/session", {"user": user, "password": OTHER_PASSWORD})

    page.click("text=Disable")
    expect(page.locator(".sub")).to_contain_text("disabled")
    with pytest.raises(Answer, match="401"):
        world.client.ask("POST", "/session", {"user": user, "password": OTHER_PASSWORD})


def test_somebody_changes_their_own_password(person, world):
    body = {"user": "paul", "name": "Paul", "roles": ["auditor"], "password": PASSWORD}
    world.client.ask("POST", "/users", body, user="olga")
    page = person("client", "paul").page
    page.click("text=Password")
    page.fill("#password", "not this one")
    page.fill("#newPassword", OTHER_PASSWORD)
    page.click("text=Change the password")
    expect(page.locator("#old-error")).to_be_visible()
    page.fill("#password", PASSWORD)
    page.fill("#newPassword", OTHER_PASSWORD)
    page.click("text=Change the password")
    page.wait_for_url("**/ui/sign-in?changed=1")
    expect(page.locator(".note.good")).to_be_visible()
    with pytest.raises(Answer, match="401"):
        world.client.ask("POST", "/session", {"user": "paul", "password": PASSWORD})
    page.fill("#user", "paul")
    page.fill("#password", OTHER_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ui/inbox*")


def test_nobody_locks_themselves_out_and_the_page_says_why(person):
    olga = person("client", "olga")
    olga.page.goto("/ui/users/olga")
    olga.page.check('input[value="buyer"]')
    olga.page.uncheck('input[value="operator"]')
    olga.page.click("text=Save")
    expect(olga.page.locator(".note.bad")).to_contain_text("Let another operator do it.")
    olga.page.goto("/ui/users/nobody")
    expect(olga.page.locator(".problem .status")).to_have_text("404")
