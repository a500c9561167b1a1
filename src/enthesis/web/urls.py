"""The addresses of the clinic's pages."""

from django.urls import path

from enthesis.web.pages import (
    details,
    explained,
    injection_map,
    leaflet,
    login,
    needle,
    new_patient,
    papers,
    patients,
    plan,
    questions,
    upload,
)

urlpatterns = [
    path("", patients.list_patients, name="patients"),
    path("login", login.log_in, name="login"),
    path("logout", login.log_out, name="logout"),
    path("contradictions", explained.show_contradictions, name="contradictions"),
    path("healing", explained.show_healing, name="healing"),
    path("patients/new", new_patient.new_patient, name="new-patient"),
    path("patients/upload", upload.upload, name="upload"),
    path("patients/<slug:record>/plan", plan.show_plan, name="plan"),
    path("patients/<slug:record>/plan.pdf", plan.plan_as_pdf, name="pdf"),
    path("patients/<slug:record>/plan.html", plan.plan_as_file, name="file"),
    path("patients/<slug:record>/plan.json", plan.plan_as_json, name="json"),
    path("patients/<slug:record>/mixing", papers.show_paper, {"name": "mixing"}, name="mixing"),
    path("patients/<slug:record>/leaflet", leaflet.show_leaflet, {"name": "leaflet"}, name="leaflet"),
    path(
        "patients/<slug:record>/leaflet.pdf", leaflet.leaflet_as_pdf, {"name": "leaflet"}, name="leaflet-pdf"
    ),
    path("patients/<slug:record>/papers", papers.list_papers, name="papers"),
    path("patients/<slug:record>/papers/<slug:name>", papers.show_paper, name="paper"),
    path("patients/<slug:record>/papers/<slug:name>.pdf", papers.paper_as_pdf, name="paper-pdf"),
    path("patients/<slug:record>/map", injection_map.show_map, name="map"),
    path("patients/<slug:record>/needles", needle.latest, name="needles"),
    path("patients/<slug:record>/needles/new", needle.new_needle_plan, name="new-needle-plan"),
    path("patients/<slug:record>/needles/<int:number>", needle.show_needle_plan, name="needle-plan"),
    path("patients/<slug:record>/needles/<int:number>/choose", needle.choose, name="choose-needles"),
    path(
        "patients/<slug:record>/needles/<int:number>/plan.json",
        needle.needle_plan_as_json,
        name="needle-plan-json",
    ),
    path(
        "patients/<slug:record>/needles/<int:number>/plan.pdf",
        needle.needle_plan_as_pdf,
        name="needle-plan-pdf",
    ),
    path("patients/<slug:record>/needles/<int:number>/<slug:name>", needle.picture, name="needle-picture"),
    path("patients/<slug:record>/questions", questions.show_questions, name="questions"),
    path("patients/<slug:record>/questions/<slug:block>", questions.save_block, name="save-block"),
    path("patients/<slug:record>/details", details.details, name="details"),
    path("patients/<slug:record>/examination", questions.save_examination, name="save-examination"),
]
