"""What stands in the forms of accounts, and what does not."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["login", "signup", "password/reset"])
def test_a_label_is_not_said_again_in_its_field(path: str, client: Client) -> None:
    main = client.get(f"/en/accounts/{path}/").content.decode().partition("<main")[2]
    assert "<label" in main
    assert "placeholder" not in main


def test_the_way_to_a_new_password_stands_once_and_after_the_fields(client: Client) -> None:
    main = client.get("/en/accounts/login/").content.decode().partition("<main")[2]
    assert main.count("/accounts/password/reset/") == 1
    assert main.index("/accounts/password/reset/") > main.index('type="password"')
