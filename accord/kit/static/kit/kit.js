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
  let waiting, last = "", lost = false, held = false;
  const keep = async (leaving) => {
    waiting = 0;
    const typed = new FormData(form);
    const now = new URLSearchParams(typed).toString();
    if (now === last) return;
    last = now;
    typed.set("keep", "1");
    const said = form.querySelector("[data-kept]"), { pathname, search } = window.location;
    try {
      const answer = await fetch(pathname + search, { method: "POST", body: typed, redirect: "error", keepalive: leaving === true });
      const told = await answer.json();
      lost = held = false;
      said.textContent = told.words;
      if (told.draft) form.elements.draft.value = told.draft;
    } catch {
      last = ""; // no network: the next letter tries again, or its return
      lost = true;
      said.textContent = said.dataset.lost;
    }
  };
  window.addEventListener("online", () => lost && keep());
  document.addEventListener("visibilitychange", () => {
    if (!waiting || document.visibilityState !== "hidden") return;
    clearTimeout(waiting); // the last words, too, where one leaves at once
    keep(true);
  });
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 2000);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    waiting = 0;
    if (navigator.onLine || held) return;
    held = true; // once: a browser may be wrong about its connection
    event.preventDefault(); // a page of the browser's own would stand where the typing was
    form.querySelector("[data-kept]").textContent = form.querySelector("[data-kept]").dataset.lost;
  });
}
// Words are counted as one types, by the rule of calc/wordcount.py; without this, with each sending.
try {
  const alone = "\\u3005-\\u3007\\u3041-\\u3096\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3fffd}";
  const letter = `(?![${alone}])[\\p{L}\\p{Nl}\\p{No}]`, sign = `(?![${alone}])[\\p{L}\\p{N}]`;
  const inWords = "'.\\u2018\\u2019\\u2024\\u2027\\ufe13\\ufe52\\ufe55\\uff07\\uff0e\\uff1a:\\u00b7\\u0387\\u055f\\u05f4";
  const inNumbers = "',.;\\u037e\\u0589\\u060c\\u060d\\u066c\\u07f8\\u2018\\u2019\\u2024\\u2044\\ufe10\\ufe14\\ufe50\\ufe52\\ufe54\\uff07\\uff0c\\uff0e\\uff1b";
  const word = new RegExp(`[${alone}]|(?=_*${sign})(?:${sign}|_|(?<=${letter})[${inWords}](?=${letter})|(?<=\\p{Nd})[${inNumbers}](?=\\p{Nd}))+`, "gu");
  const count = (text) => (text.replace(/\u200b/g, " ").replace(/[\p{M}\p{Cf}]/gu, "").match(word) || []).length;
  for (const said of document.querySelectorAll("[data-words]")) {
    const form = said.closest("form"), number = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`);
    const fields = said.dataset.words.split(" ").map((name) => form.elements[name]);
    form.addEventListener("input", () => {
      const here = fields.reduce((sum, field) => sum + count(field.value), 0);
      said.querySelector("[data-here]").textContent = number.format(here);
      said.querySelector("[data-all]").textContent = number.format(here + Number(said.dataset.before));
    });
  }
} catch {} // a browser that does not know these letters: the count is made where the form is saved
