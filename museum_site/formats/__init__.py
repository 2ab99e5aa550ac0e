"""How Django and Wagtail write dates, where the language alone does not say it."""
