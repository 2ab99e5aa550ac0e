// Small conveniences. Every page is complete without them.

// Has what stands below the first screen laid out once the page is there, part by part, so that no touch has to wait.
const later = [...document.querySelectorAll(".later")];

function layOutNext() {
  const part = later.shift();
  if (part) {
    part.classList.remove("later");
    // Asking for its place has it laid out in this task, not together with the next ones.
    part.getBoundingClientRect();
    setTimeout(layOutNext);
  }
}

// Whoever comes back, or for a place or words in the page, is led there by the real heights of what stands above. Only the
// name of the arrival tells of words (#:~:text=…).
const [arrival] = performance.getEntriesByType("navigation");
if (arrival?.type !== "navigate" || arrival.name.includes("#")) {
  later.splice(0).forEach((part) => part.classList.remove("later"));
} else {
  addEventListener("load", () => setTimeout(layOutNext));
}

// Remembers the language that a reader chooses; only "/" and "/id/" ask for it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-language]");
  if (link) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `language=${link.dataset.language};path=/;max-age=31536000;samesite=lax${secure}`;
  }
});

// Gives each element with `data-copy` a button of that name which copies the element's text, and says so.
if (navigator.clipboard) {
  for (const source of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = source.dataset.copy;
    const answer = document.createElement("span");
    answer.className = "meta copy-answer";
    answer.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      // Emptied first, so that a second click is announced too.
      answer.textContent = "";
      try {
        await navigator.clipboard.writeText(source.textContent.replace(/\s+/g, " ").trim());
        answer.textContent = source.dataset.copied;
      } catch {
        answer.textContent = source.dataset.failed;
      }
    });
    source.after(button, " ", answer);
  }
}

// Lets a report of a translation error quote the words that the reader has selected instead of the heading.
const LONGEST = 300;

function quoteSelection(event) {
  const link = event.target.closest("a[data-quote]");
  const selected = String(getSelection()).replace(/\s+/g, " ").trim();
  if (link && selected) {
    const address = new URL(link.href);
    address.searchParams.set("quote", Array.from(selected).slice(0, LONGEST).join(""));
    link.href = address.href;
  }
}

// Pressing a button of the mouse ends a selection, so it is read before; a key presses nothing.
document.addEventListener("pointerdown", quoteSelection);
document.addEventListener("click", (event) => {
  if (event.detail === 0) {
    quoteSelection(event);
  }
});
