"""What every decoded piece of FHIR is: frozen, hashable, and deaf to the fields nobody here reads."""

import msgspec


class Element(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """A part of a resource; ``valueQuantity`` on the wire is ``value_quantity`` here.

    No element ever points back, so the garbage collector may pass it by.
    """


class Resource(Element, frozen=True, gc=False, tag_field="resourceType"):
    """A resource, told apart by its type."""

    id: str | None = None
