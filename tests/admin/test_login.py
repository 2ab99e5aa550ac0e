"""The log-in: throttled, and told in the reader's language."""

import pytest
from django.core import mail

from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "a long password for one test"


@pytest.fixture
def user(settings):
    """A user with a known password, with the throttle switched on."""
    settings.AXES_ENABLED = True
    return factories.UserFactory(superuser=True, password=PASSWORD)


def log_in(client, user, password, **headers):
    return client.post("/admin/login/", {"username": user.username, "password": password}, **headers)


def test_the_right_password_opens_the_admin(client, user):
    assert log_in(client, user, PASSWORD).status_code == 302
    assert client.get("/admin/").status_code == 200


def test_five_wrong_passwords_lock_even_the_right_one_out(client, user, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        assert log_in(client, user, "wrong").status_code == 200
    assert log_in(client, user, "wrong").status_code == 429
    response = log_in(client, user, PASSWORD)
    assert response.status_code == 429
    assert "Log-in is locked" in response.content.decode()
    assert client.get("/admin/").status_code == 302


def test_others_are_not_locked_out(client, user, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        log_in(client, user, "wrong")
    other = factories.UserFactory(superuser=True, password=PASSWORD)
    assert log_in(client, other, PASSWORD).status_code == 302
    client.logout()
    assert log_in(client, user, PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_success_forgets_earlier_mistakes(client, user, settings):
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            log_in(client, user, "wrong")
        assert log_in(client, user, PASSWORD).status_code == 302
        client.logout()


def test_a_forgotten_password_does_not_tell_who_has_an_account(client, user):
    answers = []
    for email in (user.email, "nobody@example.org"):
        response = client.post("/admin/password_reset/", {"email": email}, follow=True)
        answers.append((response.status_code, response.redirect_chain))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[user.email]]
