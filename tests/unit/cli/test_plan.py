import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from enthesis.__main__ import main
from enthesis.formats.json_text import json_text
from enthesis.formats.plan_json import schema
from enthesis.knowledge import read
from enthesis.knowledge.handbook import Handbook
from tests import charts
from tests.json_schema import faults

HAN = re.compile("[\u3400-\u9fff]")
Capsys = pytest.CaptureFixture[str]
WISH = shlex.split("--condition knee-oa --side right --today 2026-11-20 --start 2026-12-01")
RUTH = charts.bundle(
    charts.patient(name="Ruth Ellery"),
    charts.weight(78),
    charts.height(164),
    charts.condition("Osteoarthritis of right knee", snomed="239873007", icd10="M17.11"),
    charts.medicine("Naproxen 500 MG Oral Tablet", rxnorm="198014", on="2026-10-20"),
    charts.medicine("Aspirin 81 MG Oral Tablet", rxnorm="243670", dose="1 tablet daily"),
)


@pytest.fixture
def chart(tmp_path: Path) -> str:
    return written(tmp_path, RUTH)


def written(folder: Path, content: bytes | str, name: str = "chart.json") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def planned(capsys: Capsys, *argv: str) -> dict[str, Any]:
    assert main([*argv, "--json"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    document: dict[str, Any] = json.loads(told.out)
    return document


def refused(capsys: Capsys, folder: Path, *argv: str) -> str:
    """Run a plan that must be refused, and give the one line it is refused in."""
    before = sorted(folder.iterdir())
    assert main([*argv, "--html", str(folder / "plan.html")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("enthesis: ")
    assert told.err.count("\n") == 1
    assert sorted(folder.iterdir()) == before, "something was written although the input was refused"
    return told.err


# What is planned


def test_a_plan_fits_the_published_schema_and_every_finding_has_a_source(capsys: Capsys, chart: str) -> None:
    document = planned(capsys, "plan", chart, *WISH)
    published = json.loads(json_text(schema()))
    assert list(faults(document, published, published)) == []
    keys = {source["key"] for source in document["bibliography"]}
    assert all(finding["sources"] and set(finding["sources"]) <= keys for finding in document["findings"])


def test_an_unanswered_chart_is_never_clear(capsys: Capsys, chart: str) -> None:
    document = planned(capsys, "plan", chart, *WISH)
    assert document["verdict"]["level"] == "questions-open"
    assert document["questions"]


def test_a_missing_side_is_a_question_not_a_fault(capsys: Capsys, chart: str) -> None:
    without = [word for word in WISH if word not in ("--side", "right")]
    asked = {question["id"] for question in planned(capsys, "plan", chart, *without)["questions"]}
    assert "side" in asked
    asked = {question["id"] for question in planned(capsys, "plan", chart, *WISH)["questions"]}
    assert "side" not in asked


def test_a_missing_sedation_is_a_question_and_a_named_one_is_not(capsys: Capsys, chart: str) -> None:
    unasked = planned(capsys, "plan", chart, *WISH)["questions"]
    assert "sedation" in {question["id"] for question in unasked}
    named = planned(capsys, "plan", chart, *WISH, "--sedation", "none")["questions"]
    assert "sedation" not in {question["id"] for question in named}


def test_findings_not_met_come_only_when_all_are_asked_for(capsys: Capsys, chart: str) -> None:
    some = {finding["status"] for finding in planned(capsys, "plan", chart, *WISH)["findings"]}
    every = {finding["status"] for finding in planned(capsys, "plan", chart, *WISH, "--all")["findings"]}
    assert some == {"met", "not-known"}
    assert every == {"met", "not-known", "not-met"}


def test_no_session_lies_where_the_person_is_away(capsys: Capsys, chart: str) -> None:
    away = ["--away", "2026-12-01..2026-12-10", "--away", "2026-12-25..2027-01-06"]
    sessions = planned(capsys, "plan", chart, *WISH, *away)["course"]["sessions"]
    days = [session["planned"] for session in sessions]
    assert days
    assert not any("2026-12-01" <= day <= "2026-12-10" for day in days)
    assert not any("2026-12-25" <= day <= "2027-01-06" for day in days)


@pytest.mark.parametrize("course", ["usual", "leaflet-a", "leaflet-b"])
def test_each_course_can_be_asked_for(capsys: Capsys, chart: str, course: str) -> None:
    assert planned(capsys, "plan", chart, *WISH, "--course", course)["course"]["template"] == course


def test_answers_are_laid_beside_the_chart(capsys: Capsys, chart: str, tmp_path: Path) -> None:
    answers = written(tmp_path, 'answered_on = 2026-11-20\ncancer = "no"\nbleeding = "no"\n', "answers.toml")
    asked = {q["id"] for q in planned(capsys, "plan", chart, *WISH)["questions"]}
    left = {q["id"] for q in planned(capsys, "plan", chart, *WISH, "--answers", answers)["questions"]}
    assert asked - left == {"cancer", "bleeding"}


def test_a_form_from_another_system_answers_too(capsys: Capsys, chart: str, tmp_path: Path) -> None:
    form = {"id": "form-1", **charts.answered({"cancer": "no"})}
    answers = written(tmp_path, json.dumps(form), "form.json")
    left = {q["id"] for q in planned(capsys, "plan", chart, *WISH, "--answers", answers)["questions"]}
    assert "cancer" not in left


def test_a_folder_of_ndjson_is_the_same_chart(capsys: Capsys, chart: str, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for entry in json.loads(RUTH)["entry"]:
        resource = entry["resource"]
        with (folder / f"{resource['resourceType']}.ndjson").open("a") as file:
            file.write(json.dumps(resource) + "\n")
    by_folder = planned(capsys, "plan", str(folder), *WISH)
    by_bundle = planned(capsys, "plan", chart, *WISH)
    assert by_folder["verdict"] == by_bundle["verdict"]
    assert sorted(f["rule"] for f in by_folder["findings"]) == sorted(
        f["rule"] for f in by_bundle["findings"]
    )


def test_a_chart_may_come_by_a_pipe(capsys: Capsys, chart: str, monkeypatch: pytest.MonkeyPatch) -> None:
    by_file = planned(capsys, "plan", chart, *WISH)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(RUTH)))
    assert planned(capsys, "plan", "-", *WISH) == by_file


# How it is shown


def test_a_person_reads_the_page_in_its_order_within_eighty_columns(capsys: Capsys, chart: str) -> None:
    assert main(["plan", chart, *WISH]) == 0
    out = capsys.readouterr().out
    parts = ["Candidate:", "Evidence:", "Next ─", "Questions (", "Findings (", "Medicines ─", "Course:"]
    parts += ["Recipe ─", "Points (", "Before ─", "On the day ─", "After ─", "Sources ─"]
    places = [out.index(part) for part in parts]
    assert places == sorted(places)
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "\x1b" not in out


def test_what_goes_on_stands_as_firmly_as_what_pauses(capsys: Capsys, chart: str) -> None:
    assert main(["plan", chart, *WISH]) == 0
    assert re.search(r"^DO NOT STOP +Aspirin 81 MG Oral Tablet$", capsys.readouterr().out, re.MULTILINE)


def test_the_page_says_once_that_it_is_a_demonstration_and_no_medical_device(
    capsys: Capsys, chart: str
) -> None:
    assert main(["plan", chart, *WISH]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.count("Demonstration content, not for patient care.") == 1
    assert out.count("not a medical device") == 1


def test_memory_and_proposals_are_marked_where_they_are_leaned_on(capsys: Capsys, chart: str) -> None:
    assert main(["plan", chart, *WISH]) == 0
    out = capsys.readouterr().out
    assert "CLINICAL [memory]" in out
    assert "our proposal, no source" in " ".join(out.split())


def test_every_sentence_a_person_reads_in_the_terminal_is_in_the_json(capsys: Capsys, chart: str) -> None:
    document = planned(capsys, "plan", chart, *WISH)
    assert main(["plan", chart, *WISH]) == 0
    out = " ".join(capsys.readouterr().out.split())
    said = [document["next_thing"]["says"], document["condition"]["evidence"]]
    said += [question["text"] for question in document["questions"]]
    said += [finding["says"] for finding in document["findings"]]
    said += [pause["says"] for pause in document["pauses"]]
    said += [each["says"] for part in document["instructions"].values() for each in part]
    for sentence in said:
        assert " ".join(sentence.split()) in out


def test_a_page_is_written_whole(capsys: Capsys, chart: str, tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    assert main(["plan", chart, *WISH, "--html", str(page)]) == 0
    assert capsys.readouterr().out == ""
    assert "Ruth Ellery" in page.read_text()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["chart.json", "plan.html"]


def test_a_pdf_is_written(chart: str, tmp_path: Path) -> None:
    paper = tmp_path / "plan.pdf"
    assert main(["plan", chart, *WISH, "--pdf", str(paper)]) == 0
    assert paper.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("output", ["--html", "--pdf"])
def test_what_clinicians_read_is_refused_in_chinese(
    capsys: Capsys, chart: str, tmp_path: Path, output: str
) -> None:
    paper = tmp_path / "plan.out"
    assert main(["plan", chart, *WISH, output, str(paper), "--language", "zh-Hant"]) == 2
    assert "write the patient's leaflet by: enthesis papers" in capsys.readouterr().err
    assert not paper.exists()


def test_json_speaks_chinese_only_when_asked(capsys: Capsys, chart: str) -> None:
    english = planned(capsys, "plan", chart, *WISH)
    chinese = planned(capsys, "plan", chart, *WISH, "--language", "zh-Hant")
    assert (english["language"], chinese["language"]) == ("en", "zh-Hant")
    assert not HAN.search(json.dumps(english, ensure_ascii=False))
    assert HAN.search(json.dumps(chinese["instructions"], ensure_ascii=False))
    for finding in chinese["findings"]:
        assert not HAN.search(" ".join((finding["title"], finding["says"], finding["because"])))


def test_a_terminal_says_that_nobody_reviewed_the_chinese(capsys: Capsys, chart: str) -> None:
    assert main(["plan", chart, *WISH, "--language", "zh-Hant"]) == 0
    assert capsys.readouterr().out.startswith("未經審閱的翻譯")


def test_the_schema_needs_no_chart(capsys: Capsys) -> None:
    assert main(["plan", "--schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json_text(schema()))


def test_screening_gives_verdicts_questions_and_findings_and_nothing_to_do(
    capsys: Capsys, chart: str
) -> None:
    screening = planned(capsys, "screen", chart, *WISH)
    plan = planned(capsys, "plan", chart, *WISH)
    assert {"verdict", "ready_today", "questions", "findings"} <= set(screening)
    assert not {"course", "recipes", "pauses", "injection_map", "instructions"} & set(screening)
    for part in ("verdict", "ready_today", "questions", "findings"):
        assert screening[part] == plan[part]
    named = {key for finding in screening["findings"] for key in finding["sources"]}
    assert named <= {source["key"] for source in screening["bibliography"]}


def test_screening_is_read_by_a_person_too(capsys: Capsys, chart: str) -> None:
    assert main(["screen", chart, *WISH]) == 0
    out = capsys.readouterr().out
    assert "Findings (" in out
    assert "Recipe" not in out


# What is refused

PATIENT = charts.patient(name="Ruth Ellery")
OTHER = {**charts.patient(name="Ruth Other"), "id": "other"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "empty"),
        ("not json", "not JSON"),
        ("<Bundle/>", "XML"),
        ('{"a": 1}', "not FHIR"),
        ("[1, 2]", ""),
        (charts.bundle(PATIENT, OTHER), "2 patients"),
        (charts.bundle(charts.condition("Gout", snomed="90560007")), "no patient"),
        (charts.bundle(charts.patient(birth="2031-01-01")), "birth"),
        (charts.bundle(PATIENT, charts.weight(7800)), "7800"),
    ],
    ids=["empty", "text", "xml", "json", "list", "two", "none", "unborn", "weight"],
)
def test_a_chart_that_cannot_be_is_refused_in_one_line(
    capsys: Capsys, tmp_path: Path, content: bytes | str, says: str
) -> None:
    path = written(tmp_path, content)
    assert says.casefold() in refused(capsys, tmp_path, "plan", path, *WISH).casefold()


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        ("--side right", "The condition is missing. Name one: --condition achilles, ankle"),
        ("--condition tmj", "'tmj' is not authored. There is: achilles, ankle"),
        ("--condition knee-oa --course weekly", "no course 'weekly' for knee-oa. Name one of: usual"),
        ("--condition knee-oa --today 2026-11-20 --start 2026-11-19", "lies before the day of planning"),
        ("--condition knee-oa --side middle", "--side"),
        ("--condition knee-oa --sedation heavy", "--sedation"),
        ("--condition knee-oa --start soon", "'soon' is not a day"),
        ("--condition knee-oa --away 2027-01-03..2026-12-20", "ends before it begins"),
        ("--condition knee-oa --language xx", "No card has words in 'xx'"),
        ("--condition knee-oa --answers no-such-answers.toml", "no-such-answers.toml cannot be read"),
    ],
)
def test_a_wish_that_cannot_be_is_refused_in_one_line(
    capsys: Capsys, tmp_path: Path, chart: str, flags: str, says: str
) -> None:
    assert says in refused(capsys, tmp_path, "plan", chart, *shlex.split(flags))


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ('shoe-size = "43"', "No question is called 'shoe-size'"),
        ('fever = "maybe"', "fever cannot be 'maybe'"),
        ('fever = "no"\nfever = "yes"', "not TOML"),
        ('{"fever": "no", "fever": "yes"}', "stands twice"),
        ('imaging = ["normal", "fracture"]', "says both"),
        ('side = "left"', "The side asked for is right, the answers say left"),
        ("weight = 7800", "7800"),
        ('answered_on = 2031-01-01\nfever = "no"', "2031-01-01"),
        ("pain = 11", "pain = 11 is out of range"),
        ("", "empty"),
    ],
)
def test_answers_that_cannot_be_are_refused_in_one_line(
    capsys: Capsys, tmp_path: Path, chart: str, answers: str, says: str
) -> None:
    path = written(tmp_path, answers, "answers.toml")
    assert says in refused(capsys, tmp_path, "plan", chart, *WISH, "--answers", path)


def test_no_chart_at_all_is_refused(capsys: Capsys, tmp_path: Path) -> None:
    assert "The chart is missing" in refused(capsys, tmp_path, "plan", *WISH)
    assert "cannot be read" in refused(capsys, tmp_path, "plan", "no-such-chart.json", *WISH)
    assert "ndjson" in refused(capsys, tmp_path, "plan", str(tmp_path), *WISH)
    assert "one pipe" in refused(capsys, tmp_path, "plan", "-", *WISH, "--answers", "-")


def test_json_and_html_at_once_are_refused(capsys: Capsys, tmp_path: Path, chart: str) -> None:
    assert "not allowed with" in refused(capsys, tmp_path, "plan", chart, *WISH, "--json")


def test_an_old_page_survives_a_refusal(capsys: Capsys, tmp_path: Path, chart: str) -> None:
    page = Path(written(tmp_path, "the page of last week", "plan.html"))
    refused(capsys, tmp_path, "plan", chart, "--condition", "tmj")
    assert page.read_text() == "the page of last week"


def test_the_plan_runs_as_a_process(chart: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "enthesis", "plan", chart, *WISH, "--json"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["person"]["name"] == "Ruth Ellery"


def test_a_plan_as_json_does_not_wait_for_what_draws_pages(chart: str) -> None:
    code = (
        "import sys; from enthesis.__main__ import main; main(sys.argv[1:]);"
        "print([name for name in ('rich', 'jinja2', 'typst', 'django', 'numpy') if name in sys.modules],"
        " file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "plan", chart, *WISH, "--json"],
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == b"[]\n"


def test_a_reader_who_leaves_early_is_no_fault(chart: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "enthesis", "plan", chart, *WISH],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


@pytest.mark.parametrize("output", [["--json"], ["--html", "-"], ["--pdf", "-"]])
def test_the_cards_are_read_once_whatever_is_written(
    chart: str, output: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handbooks: list[Handbook] = []
    checked = read.check

    def counted(handbook: Handbook) -> list[str]:
        handbooks.append(handbook)
        return checked(handbook)

    monkeypatch.setattr(read, "check", counted)
    where = [str(tmp_path / "plan") if word == "-" else word for word in output]
    assert main(["plan", chart, *WISH, *where]) == 0
    assert len(handbooks) == 1
