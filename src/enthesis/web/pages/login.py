"""Logging in and out."""

from datetime import timedelta

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from enthesis.actions.record_failed_login import record_failed_login
from enthesis.store.reading.failed_logins import failed_logins, failed_logins_from
from enthesis.web.forms.login import LoginForm
from enthesis.web.known_browser import address_of, is_known_browser, remember_browser
from enthesis.web.show import show

TRIES = 8
TRIES_FROM_ONE_ADDRESS = 40
WHILE = timedelta(minutes=10)


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is, and let them in; after several failures at one name or from one address, wait."""
    after = request.POST.get("next") or request.GET.get("next", "")
    form = LoginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _lets_in(request, form):
        response = HttpResponseRedirect(_safe(request, after))
        remember_browser(response, form.cleaned_data["username"])
        return response
    status = 422 if form.errors else 200
    return show(request, "login.jinja", {"title": "Log in", "form": form, "next": after}, status=status)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session and go back to the login."""
    logout(request)
    return redirect("login")


def _lets_in(request: HttpRequest, form: LoginForm) -> bool:
    username = form.cleaned_data["username"]
    if failed_logins(username, now=timezone.now(), within=WHILE) >= TRIES:
        form.add_error(None, "Too many tries at this name. Wait ten minutes, then try again.")
        return False
    address = address_of(request)
    if _is_guessing(address) and not is_known_browser(request, username):
        form.add_error(None, "Too many tries from this place. Wait ten minutes, then try again.")
        return False
    person = authenticate(request, username=username, password=form.cleaned_data["password"])
    if person is None:
        record_failed_login(username=username, address=address)
        form.add_error("password", "Name and password do not belong together.")
        return False
    login(request, person)
    return True


def _is_guessing(address: str | None) -> bool:
    """Tell whether many names were tried in vain from one address; this machine itself is never shut out."""
    return (
        address is not None
        and failed_logins_from(address, now=timezone.now(), within=WHILE) >= TRIES_FROM_ONE_ADDRESS
    )


def _safe(request: HttpRequest, address: str) -> str:
    """Go only to pages of this server; a login must not become a way to somebody else's."""
    mine = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if mine and address.startswith("/") else reverse("patients")
