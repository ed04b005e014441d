"""Addresses of signing in, invitations and one's own page; django-allauth asks for some of the names."""

from django.urls import path

from goldenthread.people.views import api_token, invitation, own_page, second_factor, sign_in

COUNCIL = {"provider_id": "council"}

urlpatterns = [
    path("officer/sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("officer/sign-in/", sign_in.SignIn.as_view(), name="account_login"),
    path("officer/sign-in/code/", second_factor.Code.as_view(), name="mfa_authenticate"),
    path("officer/sign-in/again/", second_factor.Again.as_view(), name="account_reauthenticate"),
    path("officer/sign-in/again/code/", second_factor.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("officer/sign-in/closed/", sign_in.closed, name="account_inactive"),
    path("officer/sign-in/council/", sign_in.through_council, COUNCIL, name="openid_connect_login"),
    path("officer/sign-in/council/back/", sign_in.back_from_council, COUNCIL, name="openid_connect_callback"),
    path("officer/sign-in/council/cancelled/", sign_in.cancelled, name="socialaccount_login_cancelled"),
    path("officer/sign-out/", sign_in.SignOut.as_view(), name="sign-out"),
    path("officer/sign-out/", sign_in.SignOut.as_view(), name="account_logout"),
    path("officer/me/second-factor/", second_factor.index, name="mfa_index"),
    path("officer/me/second-factor/app/", second_factor.SetUp.as_view(), name="mfa_activate_totp"),
    path("officer/me/second-factor/app/picture.svg", second_factor.picture, name="second-factor-picture"),
    path("officer/me/second-factor/app/remove/", second_factor.Remove.as_view(), name="mfa_deactivate_totp"),
    path(
        "officer/me/second-factor/recovery-codes/",
        second_factor.RecoveryCodes.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "officer/me/second-factor/recovery-codes/new/",
        second_factor.NewRecoveryCodes.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
urlpatterns += [
    path("officer/people/invitations/", invitation.invitations_page, name="invite-person"),
    path(
        "officer/people/invitations/<int:number>/withdraw/", invitation.withdraw, name="withdraw-invitation"
    ),
    path(
        "officer/people/who/<str:username>/second-factor/", second_factor.forget, name="forget-second-factor"
    ),
    path("officer/invitation/<str:key>/", invitation.accept, name="accept-invitation"),
    path("officer/me/", own_page.own_page, name="own-page"),
    path("officer/me/known.json", own_page.own_page_file, name="own-page-file"),
    path("officer/me/digest/", own_page.digest, name="own-digest"),
    path("officer/me/password/", own_page.own_password, name="own-password"),
    path("officer/me/tokens/", api_token.own_tokens, name="own-tokens"),
    path("officer/me/tokens/<int:number>/withdraw/", api_token.withdraw, name="withdraw-token"),
    path("officer/me/sessions/end/", own_page.end_others, name="end-other-sessions"),
]
