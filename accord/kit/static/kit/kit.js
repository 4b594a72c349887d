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
