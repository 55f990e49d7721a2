// Choose a source by click or key; bring the newest question into view.
const mark = (turn, kind, place) => {
  element.querySelectorAll("[aria-current]").forEach((e) => e.removeAttribute("aria-current"));
  element
    .querySelectorAll(`[data-turn="${turn}"][data-${kind}="${place}"]`)
    .forEach((e) => e.setAttribute("aria-current", "true"));
};

const choose = (button) => {
  const turn = button.dataset.turn;
  const kind = "citation" in button.dataset ? "citation" : "passage";
  const place = button.dataset[kind];
  mark(turn, kind, place);
  document.getElementById("desk").dataset.source = "open";
  trigger("select", { turn: Number(turn), kind, place: Number(place) });
};

const judge = (node, verdict) => {
  const turn = node.closest(".turn");
  const note = turn.querySelector(".note")?.value ?? "";
  trigger("judge", { turn: Number(turn.dataset.turn), verdict, note });
};

element.addEventListener("change", (event) => {
  if (!event.target.matches(".note")) return;
  const pressed = event.target.closest(".turn").querySelector('.judge[aria-pressed="true"]');
  judge(event.target, pressed.dataset.verdict);
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !element.contains(button)) return;
  if (button.matches(".ref, .source-link")) choose(button);
  if (button.matches(".judge")) judge(button, button.dataset.verdict);
});

let turns = 0;
watch("value", () => {
  const shown = element.querySelectorAll(".turn");
  mark(shown.length - 1, "citation", 0);
  const latest = shown[shown.length - 1];
  if (shown.length > turns && latest) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    latest.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  }
  if (shown.length < turns) {
    window.scrollTo(0, 0);
    delete document.getElementById("desk").dataset.source;
  }
  turns = shown.length;
});
