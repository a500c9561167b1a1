"""What every page about one patient's time between and after sessions begins with."""

from typing import Any

from enthesis.web.pages.plan import links
from enthesis.web.planning import Planned


def frame(planned: Planned, title: str, tab: str) -> dict[str, Any]:
    """Give the values of the frame: whose page, which tab, where its links lead."""
    return {
        "title": f"{title}: {planned.document.person.name or planned.record}",
        "here": "sessions",
        "tab": tab,
        "record": planned.record,
        "document": planned.document,
        "today": planned.today,
        "links": links(planned.record),
    }
