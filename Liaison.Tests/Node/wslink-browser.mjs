// Drives a WslinkCompanion with the npm client wslink 2 in headless Chromium:
//
//   node wslink-browser.mjs <chromium> <url> <secret> <origin>
//
// Ends with 0, or says what differs, and ends with 1.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [executablePath, url, secret, origin] = process.argv.slice(2);
const files = {
  "/": ["text/html", async () => "<!doctype html><title>wslink</title><script src=wslink.js></script>"],
  "/wslink.js": ["text/javascript", () => readFile(createRequire(import.meta.url).resolve("wslink2"))],
  "/wslink-scenario.mjs": ["text/javascript", () => readFile(new URL("wslink-scenario.mjs", import.meta.url))],
};
// The page is not fetched from this machine, as far as Chromium knows, and such pages may not connect to it.
const args = ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"];
const browser = await chromium.launch({ executablePath, args });
try {
  const page = await browser.newPage();
  await page.route(`${origin}/**`, async (route) => {
    const [contentType, read] = files[new URL(route.request().url()).pathname] ?? ["text/plain", async () => ""];
    await route.fulfill({ contentType, body: await read() });
  });
  await page.goto(origin);
  await page.evaluate(
    async ([address, token]) => {
      const { run } = await import("/wslink-scenario.mjs");
      const check = (actual, expected, what) => {
        if (JSON.stringify(actual) !== JSON.stringify(expected)) {
          throw new Error(`${what}: ${JSON.stringify(actual)} and not ${JSON.stringify(expected)}`);
        }
      };
      await run({ wslink: self.wslink, url: address, secret: token, check, megabytes: 20 });
    },
    [url, secret],
  );
} finally {
  await browser.close();
}
