"""What screening hands on: two verdicts, the findings behind them, and the questions that are open."""

import msgspec

from enthesis.care.values.finding import Finding
from enthesis.care.values.question import OpenQuestion
from enthesis.care.values.verdict import Verdict


class Screening(msgspec.Struct, frozen=True, kw_only=True):
    """May a course be planned, and may a needle go in now."""

    verdict: Verdict
    ready_today: Verdict
    findings: tuple[Finding, ...]
    questions: tuple[OpenQuestion, ...]
