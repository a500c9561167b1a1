"""One resource of a chart with the address it stood under."""

from enthesis.formats.fhir.element import Resource

Record = tuple[Resource, str | None]
"""A resource, and what its bundle calls it. A bare pair: a chart holds thousands."""
