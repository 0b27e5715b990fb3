// The theme's script, whose name follows the "?", is loaded when somebody reaches for what it does: the search, the colours,
// a key. To read a page takes none of it; only pages with a sidebar have it at once, which keeps the sidebar in place.
const { classList } = document.documentElement;
const header = document.querySelector(".md-header");
const missed = []; // what happened before it was there, to be done again
let begun;
const load = () => {
  if (begun) return;
  const script = document.createElement("script");
  script.src = new URL(new URL(import.meta.url).search.slice(1), import.meta.url);
  script.onload = () => {
    for (const name of ["change", "keydown"]) document.removeEventListener(name, keep);
    for (const [target, event] of missed) target.dispatchEvent(event);
    if (document.querySelector("#__search")?.checked) document.querySelector(".md-search__input").focus();
  };
  begun = document.body.appendChild(script);
};
const keep = (event) => {
  const again = event.key ? new KeyboardEvent(event.type, event) : new Event(event.type, event);
  if (event.key || event.target.name === "__palette") missed.push([event.target, again]);
  load();
};
classList.replace("no-js", "js");
const colours = document.querySelectorAll(".md-header label[for^=__palette]");
if (colours.length) colours[__md_get("__palette")?.index ?? 0].hidden = false; // the theme shows one, and hides all before
if (document.querySelector(".md-sidebar:not([hidden])")) load();
for (const name of ["change", "keydown"]) document.addEventListener(name, keep);
for (const name of ["pointerover", "pointerdown", "focusin"]) header.addEventListener(name, load);
