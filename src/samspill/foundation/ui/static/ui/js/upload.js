/* A file in small parts, so that nobody else who uses the server has to wait for it.
 *
 * A form with data-upload and one file field. Its data-begin takes name and size, and answers where
 * the parts go, what says that all have come, and which page is next. A part that does not come
 * through is sent again. Without this file the form sends the file in one piece.
 */
"use strict";

(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.fetch || !Blob.prototype.slice) return;
  const field = form.querySelector("input[type=file]");
  const button = form.querySelector("button[type=submit]");
  const way = form.querySelector("[data-upload-way]");
  const told = form.querySelector("[data-upload-told]");
  const TRIES = 4;
  const PAUSE = 1000;

  const tell = (sentence) => {
    way.hidden = true;
    button.disabled = false;
    told.textContent = sentence;
    told.hidden = !sentence;
  };

  const pause = (time) => new Promise((done) => window.setTimeout(done, time));

  const post = async (address, body) => {
    const reply = await window.fetch(address, {
      method: "POST", credentials: "same-origin", body,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    if (reply.ok) return reply.status === 204 ? {} : reply.json();
    const said = await reply.json().catch(() => ({}));
    throw Object.assign(new Error(said.told || form.dataset.failed), { isRefused: reply.status < 500 });
  };

  const persist = async (work) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (problem) {
        if (problem.isRefused || attempt === TRIES) throw problem;
        await pause(attempt * PAUSE);
      }
    }
  };

  const send = async (file) => {
    const size = Number(form.dataset.partBytes);
    const about = new FormData();
    about.append("name", file.name);
    about.append("size", file.size);
    const to = await post(form.dataset.begin, about);
    const parts = Math.ceil(file.size / size);
    for (let number = 0; number < parts; number += 1) {
      const part = file.slice(number * size, (number + 1) * size, "application/octet-stream");
      await persist(() => post(`${to.part}?number=${number}`, part));
      way.querySelector("progress").value = (number + 1) / parts;
    }
    await persist(() => post(to.finish));
    window.location.assign(to.then);
  };

  form.addEventListener("submit", (event) => {
    const file = field.files[0];
    if (!file) return; // the form itself says that one must be chosen
    event.preventDefault();
    tell("");
    if (!file.size || file.size > Number(form.dataset.mostBytes)) {
      tell(form.dataset.large);
      return;
    }
    button.disabled = true;
    way.hidden = false;
    send(file).catch((problem) => tell(problem.isRefused ? problem.message : form.dataset.failed));
  });
})();
