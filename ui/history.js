// Open, rename, export or delete a conversation; deleting asks to be pressed twice.
const idOf = (node) => node.closest(".entry")?.dataset.id;

const rename = (entry) => {
  const name = entry.querySelector(".entry-name");
  const naming = entry.querySelector(".entry-naming");
  name.hidden = true;
  naming.hidden = false;
  naming.focus();
  naming.select();
};

const finish = (naming, keep) => {
  if (naming.hidden) return;
  naming.hidden = true;
  const name = naming.closest(".entry").querySelector(".entry-name");
  name.hidden = false;
  if (keep) trigger("rename", { id: idOf(naming), name: naming.value });
  else naming.value = name.textContent;
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const action = button.dataset.do;
  if (action === "open") trigger("reopen", { id: idOf(button) });
  else if (action === "rename") rename(button.closest(".entry"));
  else if (action === "delete" && button.dataset.sure) trigger("remove", { id: idOf(button) });
  else if (action === "delete") {
    button.dataset.sure = "1";
    button.textContent = "Delete for good";
    setTimeout(() => {
      delete button.dataset.sure;
      button.textContent = "Delete";
    }, 4000);
  } else trigger("download", { id: idOf(button) ?? "", form: action });
});

element.addEventListener("keydown", (event) => {
  if (!event.target.matches(".entry-naming")) return;
  if (event.key === "Enter") finish(event.target, true);
  if (event.key === "Escape") finish(event.target, false);
});

element.addEventListener("focusout", (event) => {
  if (event.target.matches(".entry-naming")) finish(event.target, true);
});
