// docs/guides/javascript.md, docs/guides/front-ends.md and docs/guides/desktop.md, and the READMEs, say what is so: their blocks are code that runs here.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { connect, LiaisonError } from "liaison-client";
import WebSocket from "ws";
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
    .replaceAll('"MyApp.dll"', arg(hosted))
    .replaceAll('"Shop"', '"JavaScriptCompanion"');
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

test("the blocks of desktop.md that are in no sample run", async () => {
  const blocks = blocksOf("desktop.md", "```js");
  assert.equal(blocks.length, 1);
  let hasQuit = false;
  const environment = { env: { LIAISON_ADDRESS: host.address, LIAISON_TOKEN: host.token } };
  const quit = () => (hasQuit = true);
  await program([...blocks, "liaison.close();\n"], ["process", "quit"])(environment, quit, same, load);
  assert.ok(hasQuit);
});

test("the block of javascript.md in TypeScript makes a client that was generated", async () => {
  const [block] = blocksOf("javascript.md", "```ts");
  const generated = join(root, "samples/Students/typescript/student-daemon.ts");
  const { outputFiles } = await build({ entryPoints: [generated], bundle: true, format: "esm", write: false });
  const { StudentDaemonClient } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
  const connectHere = () => connect(host.address, { token: host.token });
  const school = await program([`${block}return school;\n`], ["StudentDaemonClient", "connect"])(
    StudentDaemonClient,
    connectHere,
    same,
    load,
  );
  await assert.rejects(school.getStudent("s1"), LiaisonError, "this host has no students");
});

test("the command of front-ends.md starts a host that lets a page's origin in", async () => {
  const command = blocksOf("front-ends.md", "```sh").find((block) => block.includes("--allow-origin"));
  const [program, ...args] = command
    .trim()
    .replace("localhost:8003", "localhost:0")
    .replace("MyApp.dll", hosted)
    .replace("Shop", "JavaScriptCompanion")
    .split(" ");
  assert.equal(program, "liaison");
  const child = spawn(dotnet, ["exec", tool, ...args, "--ready", "json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [line] = await once(createInterface(child.stdout), "line");
    const { address, token } = JSON.parse(line);
    const open = (origin) => once(new WebSocket(address, ["liaison", `liaison.token.${token}`], { origin }), "open");
    await open("http://localhost:3000");
    await assert.rejects(open("http://localhost:3001"), /403/);
  } finally {
    child.kill();
  }
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
