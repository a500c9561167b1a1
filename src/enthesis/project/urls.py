"""The plug board: which face answers under which address."""

from django.urls import include, path

urlpatterns = [path("", include("enthesis.web.urls"))]
handler400 = "enthesis.web.pages.errors.refused"
handler403 = "enthesis.web.pages.errors.refused"
handler404 = "enthesis.web.pages.errors.not_found"
handler500 = "enthesis.web.pages.errors.broken"
