"""The addresses of the clinic's pages."""

from django.urls import path

from enthesis.web.pages import login, patients

urlpatterns = [
    path("", patients.list_patients, name="patients"),
    path("login", login.log_in, name="login"),
    path("logout", login.log_out, name="logout"),
]
