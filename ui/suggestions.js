// Ask a suggested question.
element.addEventListener("click", (event) => {
  const button = event.target.closest(".suggestion");
  if (button) trigger("select", { question: button.textContent });
});
