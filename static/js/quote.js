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
