// Remembers the language that a reader chooses; only "/" and "/id/" ask for it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-language]");
  if (link) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `language=${link.dataset.language};path=/;max-age=31536000;samesite=lax${secure}`;
  }
});
