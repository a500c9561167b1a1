"""References between resources: ``Patient/1``, ``urn:uuid:...``, absolute addresses, ``#contained``."""

from enthesis.formats.fhir.element import Element


class Identifier(Element, frozen=True, gc=False):
    """A number somebody gave, such as a record number."""

    system: str | None = None
    value: str | None = None


class Reference(Element, frozen=True, gc=False):
    """A pointer to another resource by its address or a number it bears, or only the words for it."""

    reference: str | None = None
    identifier: Identifier | None = None
    display: str | None = None


def names_of(resource_type: str, resource_id: str | None, full_url: str | None) -> tuple[str, ...]:
    """List the ways other resources may point at this one."""
    names = []
    if full_url:
        names += [full_url, plain(full_url)]
        if full_url.startswith("urn:uuid:"):
            names.append(f"{resource_type}/{full_url.removeprefix('urn:uuid:')}")
    if resource_id:
        names += [f"{resource_type}/{resource_id}", f"urn:uuid:{resource_id}"]
    return tuple(names)


def plain(reference: str) -> str:
    """Reduce a reference to ``Type/id``: no server address, no version. Other forms stay as they are."""
    address = reference.strip().partition("/_history/")[0]
    if address.startswith(("urn:", "#")):
        return address
    parts = address.rstrip("/").split("/")
    return "/".join(parts[-2:])
