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
