// docs/guides/javascript.md and docs/guides/front-ends.md, and the README, say what is so: their blocks are code that runs here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { runInNewContext } from "node:vm";
import { connect } from "liaison-client";
import { Electron } from "./support/electron.mjs";
import { blocksOf, program } from "./support/guide.mjs";
import { dotnet, Host, hosted, tool } from "./support/host.mjs";
import { same } from "./support/scenarios.mjs";

const root = join(import.meta.dirname, "../../..");
const quiet = { ...console, log() {} };
const load = (name) => import(name);

let host;
before(async () => (host = await Host.start()));
after(() => host?.stop());

// The tool that is built, with the companion of the tests, in place of the one that is installed, with MyApp.
function here(block) {
  const arg = (path) => JSON.stringify(path);
  return block
    .replaceAll("ws://localhost:8003", host.address)
    .replaceAll('command: "liaison"', `command: ${arg(dotnet)}`)
    .replaceAll('command: "dotnet"', `command: ${arg(dotnet)}`)
    .replace(/args: \["(websocket|stdio)"/g, `args: ["exec", ${arg(tool)}, "$1"`)
    .replaceAll('"MyServer.dll"', `"exec", ${arg(join(dirname(tool), "TTest.dll"))}`)
    .replaceAll('"MyApp.dll"', `${arg(hosted)}, "--companion", "JavaScriptCompanion"`);
}

for (const [name, read] of [
  ["javascript.md", (fence) => blocksOf("javascript.md", fence)],
  ["the README", (fence) => blocksOf("../../clients/js/README.md", fence)],
]) {
  test(`the blocks of ${name} run`, async () => {
    const blocks = read("```js").map(here);
    assert.ok(blocks.length > 0);
    await program([...blocks, "liaison.close();\n"], ["token", "console"])(host.token, quiet, same, load);
  });
}

test("the blocks of front-ends.md run", async () => {
  const blocks = blocksOf("front-ends.md", "```js").map(here);
  const main = blocks.findIndex((block) => block.includes('from "electron"'));
  const page = blocksOf("front-ends.md", "```js page");
  assert.equal(page.length, 1);
  for (const block of blocks.slice(3, main)) {
    await program([block], [])(same, load);
  }

  await program(blocks.slice(0, 3), [])(same, load);
  await runElectron(blocks[main], page[0]);
});

test("the block of the repository's README runs", async () => {
  const blocks = blocksOf("../../README.md", "```js").map(here);
  assert.equal(blocks.length, 1);
  await program(blocks, ["console"])(quiet, same, load);
});

async function runElectron(main, page) {
  const electron = new Electron();
  const { app, BrowserWindow, windows } = applicationOf(electron);
  const loadHere = async (name) => (name === "electron" ? { app, BrowserWindow, ipcMain: electron.ipcMain } : import(name));
  await program([main], ["moduleUrl"])(import.meta.url, same, loadHere);
  const [{ options, world, url }] = windows;
  assert.deepEqual([options.webPreferences.contextIsolation, options.webPreferences.sandbox, url], [true, true, "file:///app/index.html"]);
  await program([`${page}liaison.close();\n`], ["window"])(world, same, load);
  let isPrevented = false;
  const quit = new Promise((resolve) => (app.quit = resolve));
  app.listeners["before-quit"]({ preventDefault: () => (isPrevented = true) });
  await quit;
  assert.ok(isPrevented);
}

// Electron's application, as far as the guide uses it: a window runs its preload script when a page is loaded.
function applicationOf(electron) {
  const windows = [];
  const listeners = {};
  class BrowserWindow {
    constructor(options) {
      windows.push(this);
      this.options = options;
    }

    async loadFile(name) {
      this.url = `file:///app/${name}`;
      const window = electron.open(this.url);
      this.world = window.world;
      runInNewContext(readFileSync(this.options.webPreferences.preload, "utf8"), { require: () => window.preload, crypto, module: {} });
    }
  }

  return { windows, BrowserWindow, app: { listeners, whenReady: async () => {}, on: (event, listener) => (listeners[event] = listener) } };
}

test("the code in .NET is that of the sample", () => {
  const [block] = blocksOf("front-ends.md", "```csharp");
  const sample = readFileSync(join(root, "samples/TTest/Backend.cs"), "utf8").replace(/^ {8}/gm, "");
  assert.ok(sample.includes(block), block);
});

test("every option that has a limit is in the guide", async () => {
  const guide = readFileSync(join(root, "docs/guides/javascript.md"), "utf8");
  for (const option of ["connectTimeout", "maxUnsentCalls", "maxUnreadItems", "maxPendingCalls", "capacity", "maxMessageBytes"]) {
    assert.ok(guide.includes(`| \`${option}\``), option);
  }
});

test("in CommonJS it is the same", async () => {
  const require = createRequire(import.meta.url);
  const { connect: connectHere } = require("liaison-client");
  const { serveWindows } = require("liaison-client/electron");
  assert.equal(typeof serveWindows, "function");
  for (const connects of [connect, connectHere]) {
    const client = await connects(host.address, { token: host.token });
    assert.equal(await client.ping(), "pong");
    client.close();
  }
});
