// Makes a passkey, or answers by one, and sends the form. Nothing is fetched; without this file an app's code does.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const asked = (options) => {
    const key = options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
    key.excludeCredentials = named(key.excludeCredentials);
    key.allowCredentials = named(key.allowCredentials);
    return options;
  };

  const said = (made) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    return {
      id: made.id, rawId: text(made.rawId), type: made.type, response,
      clientExtensionResults: made.getClientExtensionResults(),
    };
  };

  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const making = form.dataset.passkey === "make";
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  document.querySelectorAll("[data-without]").forEach((each) => { each.hidden = true; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const options = asked(JSON.parse(form.dataset.options));
      const made = making ? await navigator.credentials.create(options) : await navigator.credentials.get(options);
      form.elements.credential.value = JSON.stringify(said(made));
      form.submit();
    } catch {
      failed.hidden = false;
      failed.focus();
    }
  });
})();
