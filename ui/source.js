// Scroll the source to the chosen words; close it; copy its citation.
const close = () => {
  delete document.getElementById("desk").dataset.source;
  const opener = document.querySelector(".turn [aria-current]");
  if (opener) opener.focus();
};

element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches(".close")) close();
  if (button.matches(".copy")) {
    const label = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 1500);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.getElementById("desk").dataset.source) close();
});

const show = () => {
  const words = element.querySelector(".source-text");
  const chosen = element.querySelector("mark.chosen");
  if (!words || !chosen) return;
  const offset = chosen.getBoundingClientRect().top - words.getBoundingClientRect().top;
  words.scrollTop += offset - words.clientHeight / 3;
  const byChoice = document.activeElement?.matches(".ref, .source-link");
  if (byChoice) element.querySelector(".source-title").focus({ preventScroll: true });
};

watch("value", show);
document.addEventListener("source-chosen", show); // the same article again is no new value
