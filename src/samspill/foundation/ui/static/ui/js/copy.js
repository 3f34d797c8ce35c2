// A button below each text that is there to be copied: <textarea data-copy="Copy" data-copied="Copied">.
// Without this script, or where the browser has no clipboard, the text is marked and copied by hand.
for (const field of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "secondary";
  button.textContent = field.dataset.copy;
  button.addEventListener("click", async () => {
    field.focus();
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      if (!document.execCommand("copy")) return;
    }
    said.textContent = field.dataset.copied;
  });
  const said = document.createElement("span");
  said.className = "soft";
  said.setAttribute("role", "status");
  const row = document.createElement("div");
  row.className = "button-row";
  row.append(button, said);
  field.parentElement.after(row);
}
