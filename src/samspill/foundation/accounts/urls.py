"""Log-in, with the names that the log-in package knows its pages by."""

from allauth.account import views as account
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.urls import path

from samspill.foundation.access.public import for_accounts, open_to_everyone
from samspill.foundation.accounts import views

everyone = open_to_everyone()

urlpatterns = [
    path("log-in/", everyone(views.log_in), name="account_login"),
    path("log-in/", everyone(views.log_in), name="account_request_login_code"),
    path("log-in/code/", everyone(views.log_in_with_code), name="account_confirm_login_code"),
    path("log-in/own/<str:key>/", views.own_browser, name="own_browser"),
    path("log-in/passkey/", everyone(views.log_in_with_passkey), name="mfa_login_webauthn"),
    path("log-in/closed/", everyone(account.account_inactive), name="account_inactive"),
    path(
        "log-in/with/<slug:key>/",
        everyone(views.begin_at_provider),
        name="openid_connect_login",
    ),
    path(
        "log-in/from/<slug:key>/",
        everyone(views.back_from_provider),
        name="openid_connect_callback",
    ),
    path("log-out/", everyone(views.log_out), name="account_logout"),
    path("log-out/<slug:key>/", everyone(views.log_out_by_provider), name="log_out_by_provider"),
    path("me/again/", for_accounts(views.log_in_again), name="log_in_again"),
    # Where the log-in package leads when a passkey has been added.
    path("me/passkeys/", for_accounts(passkeys.list_webauthn), name="mfa_index"),
    path("me/passkeys/", for_accounts(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("me/passkeys/add/", for_accounts(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("me/passkeys/<int:pk>/", for_accounts(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "me/passkeys/<int:pk>/remove/",
        for_accounts(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("me/log-ins/", for_accounts(sessions.list_usersessions), name="usersessions_list"),
]
