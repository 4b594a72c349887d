// Makes plain links quicker. Everything works without it.
const exit = document.querySelector("a.exit");
exit?.addEventListener("click", (event) => {
  event.preventDefault();
  document.body.hidden = true; // nothing to read while the other site loads
  window.location.replace(exit.href); // "back" does not return to this page
});
// One open language menu closes on Escape and gives the focus back.
const menu = document.querySelector("details.lang");
menu?.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
// What is typed into a long form is kept as a draft every few seconds.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let waiting, last = "";
  const keep = async () => {
    const typed = new FormData(form);
    const now = new URLSearchParams(typed).toString();
    if (now === last) return;
    last = now;
    typed.set("keep", "1");
    const said = form.querySelector("[data-kept]");
    try {
      const answer = await fetch(window.location.pathname, { method: "POST", body: typed, redirect: "error" });
      const told = await answer.json();
      said.textContent = told.words;
      if (told.draft) form.elements.draft.value = told.draft;
    } catch {
      last = ""; // no network: the next letter tries again
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 2000);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
