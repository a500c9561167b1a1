"""How pages are put together: our templates first, then the plan's, then the design system's components."""

from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from django_htmx.jinja import django_htmx_script, htmx_script

from enthesis.formats.needle_filters import needle_filters
from enthesis.formats.page import plan_filters


def environment(**options: Any) -> jinja2.Environment:
    """Make the environment Django renders pages with."""
    options |= {"undefined": jinja2.ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = jinja2.Environment(**options)
    made.loader = jinja2.ChoiceLoader(
        [
            made.loader or jinja2.BaseLoader(),
            jinja2.PackageLoader("enthesis.formats"),
            jinja2.PackageLoader("nhsuk_frontend_jinja"),
        ]
    )
    made.globals |= {
        "static": static,
        "url": _url,
        "htmx_script": htmx_script,
        "django_htmx_script": django_htmx_script,
    }
    made.filters |= plan_filters() | needle_filters()
    return made


def _url(name: str, /, **values: object) -> str:
    return reverse(name, kwargs=values)
