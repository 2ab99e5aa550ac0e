"""Keeps the corrections that a worker serves up to date."""

from .overlay import overlay


class CorrectionsMiddleware:
    """Look now and then, before a request is answered, whether corrections have changed.

    By the request and not by a clock of its own: a worker that answers nobody asks the database nothing.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        overlay.check()
        return self.get_response(request)
