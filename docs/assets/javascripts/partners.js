// Sorts the table of partners by any column, and narrows it down to a name or a region; what is chosen is kept in the address.
const table = document.querySelector(".partners table");
const form = document.querySelector(".partners-find");
const said = form.querySelector("output");
const whole = said.textContent;
const heads = [...table.tHead.rows[0].cells];
const regions = [...table.tBodies];
const rows = regions.flatMap((region) => [...region.rows].slice(1).map((row) => [row, region]));
const together = document.createElement("tbody"); // of all regions, once they are sorted by another column
const state = { sort: "", order: "" };

const typed = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).join(" ").trim();
const first = (column) => (column < 2 ? "ascending" : "descending");
const ranked = (column, falls) => ([a], [b]) => {
  const [x, y] = [a, b].map((row) => row.dataset.order.split(" ")[column]);
  return (x === "-") - (y === "-") || (falls ? y - x : x - y) || 0; // who has no figure comes last either way
};

const show = () => {
  const asked = typed(form.elements.name.value);
  const region = form.elements.region.value;
  const column = heads.findIndex((head) => head.dataset.column === state.sort);
  const ordered = column < 0 ? rows : [...rows].sort(ranked(column, state.order === "descending"));
  let shown = 0;
  for (const [row, home] of ordered) {
    row.hidden = !(` ${row.dataset.names}`.includes(` ${asked}`) && (!region || home.id === region));
    shown += !row.hidden;
    (column < 0 ? home : together).append(row);
  }
  for (const home of regions) home.rows[0].hidden = column >= 0 || [...home.rows].slice(1).every((row) => row.hidden);
  table.classList.toggle("sorted", column >= 0);
  for (const [number, head] of heads.entries()) {
    if (number === column) head.setAttribute("aria-sort", state.order);
    else head.removeAttribute("aria-sort");
  }
  const words = shown < rows.length ? said.dataset.some.replace("{shown}", shown).replace("{all}", rows.length) : whole;
  if (said.textContent !== words) said.textContent = words;
};

const keep = () => {
  const chosen = Object.entries({ name: form.elements.name.value, region: form.elements.region.value, ...state });
  const query = new URLSearchParams(chosen.filter(([, value]) => value)).toString();
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
  show();
};

for (const [column, head] of heads.entries()) {
  const button = Object.assign(document.createElement("button"), { type: "button" });
  head.dataset.column = head.className.replace("of-", "");
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const turned = state.order === "descending" ? "ascending" : "descending";
    Object.assign(state, { sort: head.dataset.column, order: state.sort === head.dataset.column ? turned : first(column) });
    keep();
  });
}
form.addEventListener("input", keep);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  Object.assign(state, { sort: "", order: "" });
  setTimeout(keep); // once the fields are empty
});
table.append(together);

const begun = new URLSearchParams(location.search);
for (const name of ["name", "region"]) form.elements[name].value = begun.get(name) ?? "";
state.sort = begun.get("sort") ?? "";
state.order = begun.get("order") === "ascending" ? "ascending" : "descending";
if (begun.size) show();
