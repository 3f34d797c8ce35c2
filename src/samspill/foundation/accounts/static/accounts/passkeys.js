// Ties the buttons to the scripts of the log-in package. A browser that knows passkeys is shown the
// one at log-in; on plain http away from localhost none does.
const forms = window.allauth.webauthn.forms;
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
}
if (document.getElementById("passkey_login")) {
  forms.loginForm({ ids: { login: "passkey_login", credential: "mfa_credential" } });
}
if (document.getElementById("mfa_webauthn_add")) {
  const ids = { add: "mfa_webauthn_add", credential: "id_credential", data: "js_data" };
  forms.addForm({ ids: { ...ids, passwordless: "id_passwordless" } });
}
