// Remove an article: the button has to be pressed twice.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-id]");
  if (!button) return;
  if (button.dataset.sure) {
    trigger("remove", { id: button.dataset.id });
    return;
  }
  button.dataset.sure = "1";
  button.textContent = "Remove for good";
  setTimeout(() => {
    delete button.dataset.sure;
    button.textContent = "Remove";
  }, 4000);
});
