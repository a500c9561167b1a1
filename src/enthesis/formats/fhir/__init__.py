"""FHIR R4 in: one resource type a file, typed decode, facts out. FHIR's own words stay in this room."""
