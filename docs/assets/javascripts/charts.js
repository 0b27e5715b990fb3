// The reading aid of charts waits here: readout.js is asked for when a chart is first pointed at, touched or focused.
for (const drawing of document.querySelectorAll(".chart-drawing:has([data-stops])")) {
  const first = new AbortController();
  const begin = async (event) => {
    first.abort();
    (await import("./readout.js")).default(drawing, event);
  };
  drawing.tabIndex = 0;
  for (const name of ["pointerenter", "focus"]) drawing.addEventListener(name, begin, { signal: first.signal });
}
