// Shows the nearest row of a chart's table. The drawing says where each lies.
const make = (tag, textContent = "") => Object.assign(document.createElement(tag), { textContent });
const between = (low, value, high) => Math.max(low, Math.min(value, high));
const on = (target, acts) => Object.entries(acts).map((act) => target.addEventListener(...act));

export default (drawing, first) => {
  const table = [...drawing.parentElement.querySelector("table").rows];
  const [heads, ...rows] = table.map(({ cells }) => [...cells].map((cell) => cell.textContent));
  const [aid, card, said] = [make("div"), make("dl"), make("p")];
  let at = Infinity; // the last stop
  aid.append(card);
  said.className = "readout-said";
  said.ariaLive = "polite";
  drawing.after(said); // a screen reader has no words in an image

  const lie = () => {
    const shown = [...drawing.children].find((one) => one.offsetWidth);
    const [[top], [foot], ...stops] = shown.dataset.stops.split(" ").map((stop) => stop.split(":").map(Number));
    return { shown, box: shown.getBoundingClientRect(), top, foot, stops };
  };

  const hide = () => aid.remove();
  const show = (number) => {
    const { shown, box, top, foot, stops } = lie();
    at = between(0, number, stops.length - 1);
    const [row, x] = stops[at];
    const pairs = rows[row].map((cell, column) => (column ? [heads[column], cell] : [cell, heads[0]]));
    card.replaceChildren(...pairs.flatMap(([name, value]) => [make("dt", name), make("dd", value)]));
    shown.append(aid);
    aid.className = x > 50 ? "readout left" : "readout";
    const roof = document.querySelector("header")?.offsetHeight ?? 0;
    const lift = between(roof - box.top, (box.height * top) / 100, innerHeight - box.top - card.offsetHeight);
    aid.style.cssText = `--x:${x}%;--top:${top}%;--reach:${foot - top}%;--lift:${lift}px`;
    return pairs.map((pair) => pair.join(": ")).join("; ");
  };

  const point = ({ clientX, clientY }) => {
    const { box, foot, stops } = lie();
    const gaps = stops.map(([, x]) => Math.abs(box.left + (box.width * x) / 100 - clientX));
    if (clientY > box.top + (box.height * foot) / 100 + 30) hide(); // a panel below
    else show(gaps.indexOf(Math.min(...gaps)));
  };

  const focus = () => drawing.matches(":focus-visible") && show(at);
  const keydown = (event) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: Infinity }[event.key];
    if (to === undefined || event.altKey || event.metaKey) return;
    event.preventDefault();
    said.textContent = show(to);
  };
  const pointerleave = ({ pointerType }) => pointerType === "touch" || hide(); // a finger may lift
  const pointerdown = ({ target }) => drawing.contains(target) || hide();
  on(drawing, { pointermove: point, pointerdown: point, pointerleave, pointercancel: hide, focus, keydown, blur: hide });
  on(document, { pointerdown, keydown: ({ key }) => key === "Escape" && hide() });
  (first.type === "focus" ? focus : point)(first);
};
