// The editor of a translation: saves by itself, counts characters, fetches help, and works from the keyboard.
// Without this script the form works too: "Save" sends it.
(() => {
  const form = document.querySelector("[data-desk-form]");
  if (!form) return;
  const INTERVAL = 2000; // How often changes are looked for.
  const PING = 20000; // How often the server hears that the page is open.
  const status = form.querySelector("[data-desk-status]");
  const others = document.querySelector("[data-desk-others]");

  const written = () => new URLSearchParams(new FormData(form)).toString();
  const rowOf = (key) =>
    [...form.querySelectorAll("[data-desk-text-row]")].find((row) => row.dataset.deskTextRow === key);
  // The bookkeeping of the form is no change by its writer.
  const baseless = (data) => {
    const kept = new URLSearchParams(data);
    for (const name of [...kept.keys()]) if (/^(base|untouched|csrf)/.test(name)) kept.delete(name);
    return kept.toString();
  };
  let saved = baseless(written());
  let isSaving = false;
  let lastTime = Date.now();

  const show = (answer) => {
    // What was saved is where the next change starts from. After a conflict both versions are kept.
    for (const [key, base] of Object.entries(answer.bases)) {
      for (const input of rowOf(key).querySelectorAll("[data-desk-base], [data-desk-untouched]")) input.value = base;
    }
    for (const [key, problems] of Object.entries(answer.problems)) {
      const row = rowOf(key);
      if (row) row.querySelector("[data-desk-problems]").innerHTML = problems;
    }
    for (const { key, message, text } of answer.conflicts) {
      rowOf(key).querySelector("[data-desk-conflict]").textContent = `${message}\n${text}`;
    }
    status.textContent = answer.saved;
    others.hidden = !answer.others.length;
    others.textContent = answer.others.length ? `${others.dataset.deskOthersText} ${answer.others.join(", ")}` : "";
  };

  const save = async () => {
    if (isSaving) return;
    isSaving = true;
    const sent = written();
    try {
      const response = await fetch(window.location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      if (!response.ok || !response.headers.get("Content-Type").startsWith("application/json")) throw new Error();
      show(await response.json());
      saved = baseless(sent);
    } catch {
      status.textContent = form.dataset.deskFailed;
    } finally {
      isSaving = false;
      lastTime = Date.now();
    }
  };

  // Wagtail's editor writes its texts anew after the page has loaded; what somebody types meanwhile elsewhere counts.
  window.addEventListener("load", () => {
    setTimeout(() => {
      const [before, now] = [new URLSearchParams(saved), new URLSearchParams(written())];
      for (const { name } of form.querySelectorAll("[data-draftail-input]")) before.set(name, now.get(name));
      saved = before.toString();
      setInterval(() => {
        const isChanged = baseless(written()) !== saved;
        if (isChanged || Date.now() - lastTime > PING) save();
      }, INTERVAL);
    }, 500);
  });

  let isLeaving = false;
  form.addEventListener("submit", () => {
    isLeaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && baseless(written()) !== saved) event.preventDefault();
  });

  // --- Characters ---------------------------------------------------------------------------------
  for (const counter of form.querySelectorAll("[data-desk-counter]")) {
    const field = document.getElementById(counter.dataset.deskCounter);
    const limit = Number(counter.dataset.deskCounterLimit);
    const words = counter.textContent;
    const count = () => {
      const length = [...field.value].length;
      counter.textContent = `${length} / ${limit} · ${words}`;
      counter.classList.toggle("desk-text__limit--over", length > limit);
    };
    field.addEventListener("input", count);
    count();
  }

  // --- Help ---------------------------------------------------------------------------------------
  for (const details of form.querySelectorAll("[data-desk-help-key]")) {
    details.addEventListener("toggle", async () => {
      const target = details.querySelector("[data-desk-help-target]");
      if (!details.open || target.childElementCount) return;
      const query = new URLSearchParams({ key: details.dataset.deskHelpKey, number: details.dataset.deskHelpNumber });
      const response = await fetch(`${form.dataset.deskHelp}?${query}`, { credentials: "same-origin" });
      target.innerHTML = response.ok ? await response.text() : form.dataset.deskFailed;
    });
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-desk-use]");
    if (!button) return;
    const field = document.getElementById(button.dataset.deskUse);
    const editor = field.draftailEditor;
    if (editor) {
      // Pushed onto what stands there, so that it can be undone.
      const state = editor.getEditorState();
      const used = window.Draftail.createEditorStateFromRaw(JSON.parse(button.dataset.deskContentState));
      editor.onChange(state.constructor.push(state, used.getCurrentContent(), "insert-fragment"));
      editor.focus();
    } else {
      field.value = button.dataset.deskText;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }
  });

  // --- Keyboard -----------------------------------------------------------------------------------
  const rows = [...form.querySelectorAll("[data-desk-text-row]")];
  const focusable = (row) => row.querySelector("[data-desk-plain], .public-DraftEditor-content");
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-desk-text-row]");
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      save();
    } else if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && row) {
      event.preventDefault();
      const next = rows[rows.indexOf(row) + (event.shiftKey ? -1 : 1)];
      if (next) focusable(next)?.focus();
    } else if (event.altKey && event.code === "KeyH" && row) {
      event.preventDefault();
      const details = row.querySelector("[data-desk-help-key]");
      if (details) details.open = !details.open;
    }
  }, true);
})();
