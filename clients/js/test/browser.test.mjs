// The client in a page, in headless Chromium: as it is built for pages without a bundler, under a strict Content-Security-Policy.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startChromium } from "./support/chromium.mjs";
import { Host } from "./support/host.mjs";
import { scenarios } from "./support/scenarios.mjs";

const files = {
  "/": ["text/html", "<!doctype html><title>liaison</title><link rel=icon href=data:,>"],
  "/liaison.js": ["text/javascript", readFileSync(join(import.meta.dirname, "../dist/liaison.js"))],
  "/scenarios.mjs": ["text/javascript", readFileSync(join(import.meta.dirname, "support/scenarios.mjs"))],
};

let server;
let host;
let browser;
let page;

before(async () => {
  server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", ""];
    response.setHeader("Content-Type", type);
    response.setHeader("Content-Security-Policy", `default-src 'none'; script-src 'self'; img-src data:; connect-src ${host.address}`);
    response.end(body);
  }).listen(0, "localhost");
  await once(server, "listening");
  const origin = `http://localhost:${server.address().port}`;
  host = await Host.start(["websocket", "localhost:0"], "--allow-origin", origin);
  browser = await startChromium();
  page = await browser.newPage();
  await page.goto(origin);
});

after(async () => {
  await browser?.close();
  await host?.stop();
  server?.close();
});

for (const name of Object.keys(scenarios)) {
  test(`in Chromium ${name}`, async () => {
    await page.evaluate(
      async ([scenario, address, token]) => {
        const [{ connect, LiaisonError }, { scenarios }] = await Promise.all([import("/liaison.js"), import("/scenarios.mjs")]);
        const client = await connect(address, { token });
        try {
          await scenarios[scenario]({ client, binary: true, LiaisonError });
        } finally {
          client.close();
        }
      },
      [name, host.address, host.token],
    );
  });
}

test("a page that is not let in is told what that may be", async () => {
  const [code, message] = await page.evaluate(async (address) => {
    const { connect } = await import("/liaison.js");
    return connect(address, { token: "wrong" }).catch((error) => [error.code, error.message]);
  }, host.address);
  assert.equal(code, "connection_failed");
  assert.match(message, /check the address, the token and, of a page, that the host allows its origin/);
});
