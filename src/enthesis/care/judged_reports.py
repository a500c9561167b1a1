"""Every report after a session, judged by the triage, and what an open one means for the next needle.

A report that asks for a person stays open until somebody saw to it: silence never closes it. Source: CARE:12.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from enthesis.care.triage import triage
from enthesis.care.values.after import JudgedReport
from enthesis.care.values.finding import Evidence, Finding
from enthesis.care.values.history import PastSession, PatientReport
from enthesis.care.values.sentence import Sentence, SentenceValue
from enthesis.care.values.triage import SymptomReport
from enthesis.knowledge.cards.condition import Condition
from enthesis.knowledge.handbook import Handbook
from enthesis.vocabulary.dates import PartialDate, written
from enthesis.vocabulary.status import Severity, Status
from enthesis.vocabulary.urgency import Urgency

RULE = "report-open"
_CALL_TODAY = (Urgency.EMERGENCY, Urgency.SAME_DAY)


def judge_reports(
    reports: Iterable[PatientReport],
    sessions: Iterable[PastSession],
    condition: Condition,
    handbook: Handbook,
) -> tuple[JudgedReport, ...]:
    """Judge every report, the gravest open one first, then the newest."""
    days = [past.day for past in sessions]
    judged = [_judge(report, days, condition, handbook) for report in reports]
    judged.sort(key=lambda each: (each.is_open, each.is_open and each.triage.urgency.rank, each.report.day))
    return tuple(reversed(judged))


def _judge(
    report: PatientReport, sessions: list[date], condition: Condition, handbook: Handbook
) -> JudgedReport:
    """Judge a report by its day as it was told and as it is now: a session's day may be corrected since.

    The graver of the two counts, so that no correction ever reassures.
    """
    said = max(
        (
            triage(
                SymptomReport(region=condition.region, days_since_session=days, symptoms=report.symptoms),
                handbook,
            )
            for days in dict.fromkeys((report.days_since_session, _days_now(report, sessions)))
        ),
        key=lambda each: each.urgency.rank,
    )
    is_open = report.dealt is None and said.urgency is not Urgency.EXPECTED
    return JudgedReport(report=report, triage=said, is_open=is_open)


def _days_now(report: PatientReport, sessions: list[date]) -> int:
    """Count from the last session that is recorded now; one taken back leaves the days as they were told."""
    past = [day for day in sessions if day <= report.day]
    return (report.day - max(past)).days if past else report.days_since_session


def is_red_flag(judged: JudgedReport) -> bool:
    """Tell whether an open report cannot wait until tomorrow."""
    return judged.is_open and judged.triage.urgency in _CALL_TODAY


def report_findings(reports: Iterable[JudgedReport]) -> Iterator[Finding]:
    """Let the gravest open report stand in the way: a STOP for an emergency, a HOLD for the rest.

    What must be seen today, or was not answered whole, touches the course itself; what may wait up to three
    days touches the needle alone.
    """
    opened = [each for each in reports if each.is_open]
    if not opened:
        return
    first = opened[0]
    urgency = first.triage.urgency
    is_emergency = urgency is Urgency.EMERGENCY
    later = "later_" if is_emergency else ""
    values: dict[str, SentenceValue] = {
        "day": first.report.days_since_session,
        "session": first.report.session,
        "on": written(first.report.day),
        "urgency": first.triage.says,
        "suspect": first.triage.suspect,
        "action": first.triage.action,
    }
    yield Finding(
        rule=RULE,
        title=Sentence(f"review_rules.{RULE}.title"),
        status=Status.MET,
        severity=Severity.STOP if is_emergency else Severity.HOLD,
        says=Sentence(f"review_rules.{RULE}.{later}says", values),
        because=Sentence(f"review_rules.{RULE}.because", values),
        do_next=Sentence(f"review_rules.{RULE}.{later}do_next", values),
        touches="ready-today" if urgency is Urgency.WITHIN_72H else "verdict",
        evidence=tuple(_evidence(each) for each in opened),
    )


def _evidence(judged: JudgedReport) -> Evidence:
    report = judged.report
    yes = ", ".join(sorted(name for name, said in report.symptoms.items() if said == "yes"))
    return Evidence(
        ref=report.refs[0] if report.refs else f"Report/{report.number}",
        text=report.words or yes,
        date=PartialDate.of(report.day),
        how="answer",
        by=report.by,
    )
