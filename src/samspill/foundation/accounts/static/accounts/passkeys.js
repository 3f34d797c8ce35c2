// A browser that knows passkeys is shown the button; on plain http away from localhost none does.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = false;
}
