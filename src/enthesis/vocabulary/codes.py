"""Coded concepts. A code is compared with its system, so no SNOMED number ever equals an ICD-10 one."""

from dataclasses import dataclass
from enum import StrEnum


class CodeSystem(StrEnum):
    """The systems a chart may code in; wire addresses are mapped in ``formats``."""

    SNOMED = "snomed"
    ICD10CM = "icd10cm"
    RXNORM = "rxnorm"
    LOINC = "loinc"
    ATC = "atc"
    NDC = "ndc"
    ENTHESIS = "enthesis"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Code:
    """One coding of a concept: system, value, and the words the chart printed beside it."""

    system: CodeSystem
    value: str
    display: str = ""
