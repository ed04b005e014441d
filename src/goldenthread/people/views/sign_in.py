"""Signing in and out."""

from django.contrib.auth.views import LoginView

from goldenthread.people.forms.sign_in import SignInForm

sign_in = LoginView.as_view(
    template_name="people/sign_in.html",
    authentication_form=SignInForm,
    redirect_authenticated_user=True,
)
