// A page that the host itself serves, in headless Chromium: let in by a one-time link, and then by its cookie.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startChromium } from "./support/chromium.mjs";
import { blocksOf } from "./support/guide.mjs";
import { Host } from "./support/host.mjs";

const site = join(import.meta.dirname, "support/site");
const works = 'Hello, Ada! basket.changed {"apples":3}';

let host;
let elsewhere;
let browser;
let context;
let page;
const violations = [];

before(async () => {
  [host, browser] = await Promise.all([Host.start(["websocket", "localhost:0"], "--static", site), startChromium()]);
  context = await newContext();
  page = await context.newPage();
  page.on("console", (message) => violations.push(message.text()));
  elsewhere = createServer((request, response) =>
    response.setHeader("Content-Type", "text/html").end("<!doctype html><title>elsewhere</title>"),
  );
  await once(elsewhere.listen(0, "localhost"), "listening");
});

after(async () => {
  await browser?.close();
  await host?.stop();
  elsewhere?.close();
});

// A browser of somebody else. Many tests run at once, so that it may be slow.
async function newContext() {
  const fresh = await browser.newContext();
  fresh.setDefaultTimeout(90_000);
  return fresh;
}

async function titleOf(page) {
  await page.waitForSelector("body[data-done]");
  return page.title();
}

// What a WebSocket that is opened in the page comes to.
const outcome = (address) =>
  new Promise((resolve) => {
    const socket = new WebSocket(address, ["liaison"]);
    socket.onopen = () => resolve("open");
    socket.onerror = () => resolve("refused");
  });

test("a page of another browser is refused without a link, and is told what to do", async () => {
  const stranger = await newContext();
  const other = await stranger.newPage();
  await other.goto(new URL("/", host.link).href);
  assert.match(await titleOf(other), /^This browser is not admitted\. Open the page with a new link/);
  assert.equal(await other.evaluate(outcome, host.address), "refused");
  await stranger.close();
});

test("the one-time link opens the page, which calls and hears events, and leaves no secret in the address", async () => {
  await page.goto(host.link);
  assert.equal(await titleOf(page), works);
  assert.equal(page.url(), new URL("/", host.link).href);
  assert.deepEqual(await page.evaluate(() => [document.cookie, location.hash, localStorage.length, sessionStorage.length]), ["", "", 1, 0]);
});

test("the cookie is for this host alone, and no script reads it", async () => {
  const [cookie, ...others] = await context.cookies();
  assert.deepEqual(others, []);
  assert.deepEqual(
    [cookie.name, cookie.path, cookie.httpOnly, cookie.sameSite, cookie.expires, cookie.domain],
    [`liaison-${new URL(host.link).port}`, "/", true, "Strict", -1, "localhost"],
  );
});

test("what is inline does not run", () => {
  const told = violations.filter((text) => text.includes("Content Security Policy"));
  assert.ok(
    told.some((text) => /inline script/.test(text)),
    violations.join("\n"),
  );
  assert.ok(
    told.some((text) => /inline event handler/.test(text)),
    violations.join("\n"),
  );
});

test("a script that is put into the page as text does not run", async () => {
  const evaluated = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "document.title = 'injected'";
    document.body.append(script);
    return document.title;
  });
  assert.equal(evaluated, works);
});

test("after a reload, and in a second tab, the cookie lets it in", async () => {
  await page.reload();
  assert.equal(await titleOf(page), works);
  const tab = await context.newPage();
  await tab.goto(new URL("/", host.link).href);
  assert.equal(await titleOf(tab), works);
  await tab.close();
});

test("the link again does no harm in the browser that followed it, and is refused in another one", async () => {
  await page.goto("about:blank");
  await page.goto(host.link);
  assert.equal(await titleOf(page), works);
  const stranger = await newContext();
  const other = await stranger.newPage();
  await other.goto(host.link);
  assert.match(await titleOf(other), /^This browser is not admitted/);
  assert.deepEqual(await stranger.cookies(), []);
  await stranger.close();
});

test("what the page keeps is of no use without the cookie, nor the cookie without what the page keeps", async () => {
  const key = await page.evaluate(() => localStorage.getItem("liaison-page"));
  const stranger = await newContext();
  const other = await stranger.newPage();
  await other.goto(new URL("/", host.link).href);
  assert.equal(await other.evaluate(outcome, `${host.address}/?page=${key}`), "refused");
  await stranger.close();
  assert.equal(await page.evaluate(outcome, host.address), "refused");
  assert.equal(await page.evaluate(outcome, `${host.address}/?page=${key}`), "open");
});

test("a page of another origin cannot connect, nor make a session, although the browser sends the cookie", async () => {
  const tab = await context.newPage();
  const sent = once(elsewhere, "request");
  await tab.goto(`http://localhost:${elsewhere.address().port}/`);
  assert.match((await sent)[0].headers.cookie, /^liaison-\d+=/, "Browsers send a cookie to every port of its host");
  const key = await page.evaluate(() => localStorage.getItem("liaison-page"));
  assert.equal(await tab.evaluate(() => localStorage.length), 0);
  assert.equal(await tab.evaluate(outcome, `${host.address}/?page=${key}`), "refused");
  const posted = await tab.evaluate(
    (url) =>
      fetch(url, { method: "POST", mode: "no-cors", credentials: "include", body: '{"link":""}' }).then(
        (r) => r.type,
        () => "failed",
      ),
    new URL("/liaison/session", host.link).href,
  );
  assert.ok(["opaque", "failed"].includes(posted), posted);
  const read = await tab.evaluate(
    (url) =>
      import(url).then(
        () => "read",
        () => "refused",
      ),
    new URL("/liaison.js", host.link).href,
  );
  assert.equal(read, "refused");
  const framed = tab.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
  await tab.evaluate((url) => (document.body.appendChild(document.createElement("iframe")).src = url), new URL("/", host.link).href);
  await framed;
  await tab.close();
});

test("the files are those of the folder, and the bundle is the one that is built here", async () => {
  const [bundle, app, outside] = await page.evaluate(() =>
    Promise.all(["/liaison.js", "/app.js", "/../page.test.mjs"].map(async (path) => (await fetch(path)).text())),
  );
  assert.equal(bundle, readFileSync(join(import.meta.dirname, "../dist/liaison.js"), "utf8"));
  assert.equal(app, readFileSync(join(site, "app.js"), "utf8"));
  assert.equal(outside, "There is no page at this path.\n");
});

test("the page of the guide for front ends works", async () => {
  const folder = mkdtempSync(join(tmpdir(), "liaison-page-"));
  const [[html], [script]] = ["```html served", "```js served"].map((fence) => blocksOf("front-ends.md", fence));
  writeFileSync(join(folder, "index.html"), html);
  writeFileSync(join(folder, "app.js"), script);
  const served = await Host.start(["websocket", "localhost:0"], "--static", folder);
  const tab = await context.newPage();
  await tab.goto(served.link);
  await tab.waitForFunction(() => document.title === "Hello, Ada!");
  assert.equal((await context.cookies()).length, 2, "Each host has a cookie of its own");
  await page.reload();
  assert.equal(await titleOf(page), works);
  await tab.close();
  await served.stop();
  rmSync(folder, { recursive: true });
});
