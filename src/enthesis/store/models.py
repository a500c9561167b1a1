"""Every table, in the one place where Django looks for them."""

from enthesis.store.tables.account import Account
from enthesis.store.tables.allergy import Allergy
from enthesis.store.tables.answer import Answer
from enthesis.store.tables.audit_event import AuditEvent
from enthesis.store.tables.chart import Chart
from enthesis.store.tables.examination import Examination, ExaminedPoint
from enthesis.store.tables.login_attempt import LoginAttempt
from enthesis.store.tables.medicine import Medicine
from enthesis.store.tables.needle_plan import NeedleChoice, NeedlePlanRow
from enthesis.store.tables.patient import Patient
from enthesis.store.tables.person_detail import PersonDetail
from enthesis.store.tables.report import DealtRow, ReportRow
from enthesis.store.tables.review import ReviewRow
from enthesis.store.tables.score import ScoreRow
from enthesis.store.tables.session import SessionRow
from enthesis.store.tables.wish import WishRow

__all__ = [
    "Account",
    "Allergy",
    "Answer",
    "AuditEvent",
    "Chart",
    "DealtRow",
    "Examination",
    "ExaminedPoint",
    "LoginAttempt",
    "Medicine",
    "NeedleChoice",
    "NeedlePlanRow",
    "Patient",
    "PersonDetail",
    "ReportRow",
    "ReviewRow",
    "ScoreRow",
    "SessionRow",
    "WishRow",
]
