"""Red flags in the words people really write: sides between the words, short forms, old spellings, denials.

A row that speaks names the code set it must land in; a row that is silent names the one it must not.
"""

import pytest

from enthesis.knowledge.handbook import Handbook
from enthesis.knowledge.recognise import clauses_of, words_of

SPEAKS = [
    ("septic right knee", "septic-knee"),
    ("Right knee: septic arthritis", "septic-knee"),
    ("infected R knee", "septic-knee"),
    ("pyarthrosis of the left knee joint", "septic-knee"),
    ("TB of knee: tuberculosis, right knee", "septic-knee"),
    ("Osteomyelitis of knee", "joint-or-bone-infection"),
    ("septic prepatellar bursitis", "septic-knee"),
    ("Lyme arthritis", "joint-or-bone-infection"),
    ("TKR R", "knee-prosthesis"),
    ("s/p TKA right", "knee-prosthesis"),
    ("S/P bilat TKRs", "knee-prosthesis"),
    ("RTKR 2015", "knee-prosthesis"),
    ("right total knee arthroplasty", "knee-prosthesis"),
    ("status post total knee", "knee-prosthesis"),
    ("unicompartmental arthroplasty, right knee", "knee-prosthesis"),
    ("Patellofemoral arthroplasty", "knee-prosthesis"),
    ("TKR 2015, referral to physiotherapy", "knee-prosthesis"),
    ("Knee joint (right) replaced in 2011", "knee-prosthesis"),
    ("periprosthetic fracture right knee", "knee-prosthesis"),
    ("distal femoral replacement", "knee-prosthesis"),
    ("ORIF right tibial plateau", "knee-surgery"),
    ("orthopedic hardware in right tibia", "knee-surgery"),
    ("fracture of right patella", "knee-fracture"),
    ("supracondylar fracture of femur", "knee-fracture"),
    ("Haemarthrosis right knee", "knee-effusion"),
    ("hemarthrosis", "knee-effusion"),
    ("right knee swelling", "knee-effusion"),
    ("knee is hot and red", "knee-effusion"),
    ("Cellulitis right leg, history of diabetes", "leg-skin-infection"),
    ("open wound right knee", "leg-skin-infection"),
    ("DVT", "clotting-tendency"),
    ("thrombosis of deep vein of right leg", "clotting-tendency"),
    ("von Willebrand\u2019s disease", "bleeding-disorder"),
    ("vWD", "bleeding-disorder"),
    ("Christmas disease", "bleeding-disorder"),
    ("ITP", "bleeding-disorder"),
    ("thrombocytopaenia", "bleeding-disorder"),
    ("clotting disorder", "bleeding-disorder"),
    ("Ca breast 2012", "cancer"),
    ("adenocarcinoma of colon", "cancer"),
    ("CLL", "cancer"),
    ("Hodgkin's disease", "cancer"),
    ("Breast cancer, no evidence of disease", "cancer"),
    ("No history of diabetes. Melanoma 2019", "cancer"),
    ("No evidence of recurrence, breast cancer 2015", "cancer"),
    ("bony mets", "bone-cancer"),
    ("mass right knee", "bone-cancer"),
    ("unexplained weight loss", "cancer"),
    ("T2DM", "diabetes"),
    ("NIDDM", "diabetes"),
    ("Sj\u00f6gren\u2019s syndrome", "immune-disease"),
    ("SLE", "immune-disease"),
    ("renal Tx: kidney transplanted 2010", "immune-disease"),
    ("ESRD", "severe-kidney-disease"),
    ("CKD 5", "severe-kidney-disease"),
    ("CHF", "severe-heart-disease"),
    ("CVA", "stroke"),
    ("gout, acute, right knee", "crystal-flare"),
    ("podagra", "crystal-disease"),
    ("gravida 2 para 1", "pregnancy"),
    ("blackouts", "vasovagal"),
]  # fmt: skip

SILENT = [
    ("No history of septic arthritis of the knee", "septic-knee"),
    ("Septic hip", "septic-knee"),
    ("Knee replacement declined", "knee-prosthesis"),
    ("On waiting list: waiting list for total knee replacement", "knee-prosthesis"),
    ("Hip replacement", "knee-prosthesis"),
    ("Hip arthroplasty", "joint-prosthesis-unsited"),
    ("Osteomyelitis of toe", "joint-or-bone-infection"),
    ("Screening for malignant neoplasm of colon", "cancer"),
    ("Breast cancer screening", "cancer"),
    ("Benign neoplasm of colon", "cancer"),
    ("Malignant hyperthermia", "cancer"),
    ("Mother had breast cancer", "cancer"),
    ("No evidence of cancer", "cancer"),
    ("Body mass index, knee pain", "bone-cancer"),
    ("Family history of haemophilia", "bleeding-disorder"),
    ("Heparin induced thrombocytopenia", "bleeding-disorder"),
    ("Old fracture of patella", "knee-fracture"),
    ("Ankle fracture", "knee-fracture"),
    ("Pleural effusion", "knee-effusion"),
    ("Knee pain, no swelling", "knee-effusion"),
    ("Chronic gout", "crystal-flare"),
    ("Latent tuberculosis", "acute-infection"),
    ("Influenza vaccination", "acute-infection"),
    ("Pregnancy test negative", "pregnancy"),
    ("Right heart catheterisation", "knee-prosthesis"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), SPEAKS, ids=[text for text, _ in SPEAKS])
def test_a_danger_is_heard_in_the_words_people_write(handbook: Handbook, text: str, name: str) -> None:
    assert name in handbook.code_set_recogniser.recognise((), text)


@pytest.mark.parametrize(("text", "name"), SILENT, ids=[text for text, _ in SILENT])
def test_what_is_denied_or_lies_elsewhere_stays_silent(handbook: Handbook, text: str, name: str) -> None:
    assert name in handbook.code_sets
    assert name not in handbook.code_set_recogniser.recognise((), text)


def test_words_have_no_accents_and_no_possessives() -> None:
    assert words_of("Sj\u00f6gren\u2019s & Crohn's, 5 MG") == ("sjogren", "crohn", "5", "mg")


def test_a_clause_ends_where_another_thought_begins() -> None:
    assert clauses_of("no gout but cancer; well") == ("no gout ", " cancer", " well")
