// Lighthouse on a phone, for pages of a built site: node lighthouse.mjs <site> <chromium> <page>…
// The site is served compressed, as hosts do. Prints a table; ends with 1 where a page falls short of what we promise.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import lighthouse from "lighthouse";

const PROMISED = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".txt": "text/plain", ".xml": "application/xml",
};
const PACKED = [".png", ".woff2"];

const [site, chromium, ...pages] = process.argv.slice(2);

const server = createServer((request, response) => {
  let path = join(site, normalize(decodeURIComponent(new URL(request.url, "http://here").pathname)));
  try {
    if (statSync(path).isDirectory()) path = join(path, "index.html");
    const body = readFileSync(path);
    const type = extname(path);
    const packed = PACKED.includes(type);
    response.writeHead(200, {
      "content-type": TYPES[type] ?? "application/octet-stream",
      "cache-control": "max-age=600",
      ...(packed ? {} : { "content-encoding": "gzip" }),
    });
    response.end(packed ? body : gzipSync(body));
  } catch {
    response.writeHead(404, { "content-type": "text/html" }).end("");
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

const profile = mkdtempSync(join(tmpdir(), "lighthouse-"));
const browser = spawn(
  chromium,
  ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
  { stdio: ["ignore", "ignore", "pipe"] },
);
const port = await new Promise((found) => {
  let said = "";
  browser.stderr.on("data", (data) => {
    said += data;
    const match = said.match(/DevTools listening on ws:\/\/[^:]+:(\d+)/);
    if (match) found(Number(match[1]));
  });
});

let short = false;
console.log(["page", ...Object.keys(PROMISED), "CLS", "LCP", "kB"].join("\t"));
for (const page of pages) {
  const address = `http://127.0.0.1:${server.address().port}/${page}`;
  const { lhr } = await lighthouse(address, { port, logLevel: "error", onlyCategories: Object.keys(PROMISED) });
  const scores = Object.keys(PROMISED).map((name) => Math.round(lhr.categories[name].score * 100));
  const shift = lhr.audits["cumulative-layout-shift"].numericValue;
  const paint = (lhr.audits["largest-contentful-paint"].numericValue / 1000).toFixed(1);
  const weight = Math.round(lhr.audits["total-byte-weight"].numericValue / 1000);
  console.log([`/${page}`, ...scores, shift.toFixed(3), `${paint} s`, weight].join("\t"));
  const missed = Object.values(PROMISED).some((promised, at) => scores[at] < promised) || shift > 0.0005;
  if (missed) {
    short = true;
    for (const { auditRefs } of Object.values(lhr.categories))
      for (const { id, weight } of auditRefs) {
        const audit = lhr.audits[id];
        if (!weight || audit.score === null || audit.score >= 0.9) continue;
        console.log(`  ${id}: ${audit.title} ${audit.displayValue ?? ""}`);
        for (const { node } of (audit.details?.items ?? []).slice(0, 3)) if (node) console.log(`    ${node.snippet}`);
      }
  }
}
browser.kill();
server.close();
await new Promise((gone) => browser.once("exit", gone));
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
process.exitCode = short ? 1 : 0;
