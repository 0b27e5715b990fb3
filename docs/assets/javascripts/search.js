// The theme's search waits here: its worker, whose name follows the "?", and the index are loaded with the first word to find.
let setup, asked, begun;
const say = (data) => dispatchEvent(new MessageEvent("message", { data }));
const begin = async () => {
  const { docs } = await (await fetch("../../search/index.json")).json();
  importScripts(location.search.slice(1));
  say({ ...setup, data: { ...setup.data, docs } });
  setTimeout(() => {
    removeEventListener("message", wait);
    say(asked); // once the index is taken in; what is asked from now on comes after it
  });
};
const wait = ({ data }) => {
  if (data.type === 0) {
    setup = data;
    if (!begun) postMessage({ type: 1 }); // ready, as far as the page knows
  } else if (data.data) {
    asked = data;
    begun ??= begin();
  } else postMessage({ type: 3, data: { items: [] } });
};
addEventListener("message", wait);
