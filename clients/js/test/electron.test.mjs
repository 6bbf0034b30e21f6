// The three parts of an Electron application, with a stand-in for Electron: its ipc clones what it carries, and its context bridge gives
// the page plain values, functions and promises alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { runInNewContext } from "node:vm";
import { bridged, connect, launch, LiaisonError } from "liaison-client";
import { exposeBridge, serveWindows } from "liaison-client/electron";
import { Electron } from "./support/electron.mjs";
import { stateOf } from "./support/fake.mjs";
import { dotnet, toolArguments } from "./support/host.mjs";
import { failure, scenarios } from "./support/scenarios.mjs";

const preload = readFileSync(createRequire(import.meta.url).resolve("liaison-client/electron/preload"), "utf8");

let launched;
before(async () => (launched = await launch({ command: dotnet, args: toolArguments(["websocket", "localhost:0"], "--ready", "json") })));
after(() => launched?.stop());

// A window with the preload script, as it is built: it has Electron's two objects, and nothing of Node.
function openWindow(electron, url = "file:///app/index.html") {
  const window = electron.open(url);
  const require = (name) => {
    assert.equal(name, "electron", "a preload script in a sandbox may load nothing else");
    return window.preload;
  };
  runInNewContext(preload, { require, crypto, module: { exports: {} } });
  return window;
}

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`in a window ${name}`, async () => {
    const electron = new Electron();
    const stop = serveWindows(electron.ipcMain, launched.backend);
    const client = await connect(bridged(openWindow(electron).world.liaison));
    try {
      await scenario({ client, binary: true, LiaisonError });
    } finally {
      client.close();
      stop();
    }
  });
}

test("the page is given one function, and neither the token nor Electron", async () => {
  const window = openWindow(new Electron());
  assert.deepEqual(Object.keys(window.world), ["liaison"]);
  assert.deepEqual(Object.keys(window.world.liaison), ["open"]);
});

test("each window has connections of its own, which end with it", async () => {
  const electron = new Electron();
  const stop = serveWindows(electron.ipcMain, launched.backend);
  for (const end of ["did-navigate", "render-process-gone", "destroyed"]) {
    const window = openWindow(electron);
    const client = await connect(bridged(window.world.liaison), { reconnect: false });
    client.invoke("linger").catch(() => {});
    await client.invoke("lingering");
    window.contents.emit(end);
    await launched.client.invoke("canceled", [], { timeout: 30_000 });
  }

  stop();
});

test("a window gets the bytes of a frame, and not the buffer that they are a part of", async () => {
  const electron = new Electron();
  let say;
  const backend = {
    async open(onMessage) {
      say = onMessage;
      return { binary: true, send: () => true, close() {} };
    },
  };
  const stop = serveWindows(electron.ipcMain, backend);
  const window = openWindow(electron);
  const came = new Promise((resolve) => window.preload.ipcRenderer.on("liaison:frame", (_, id, frame) => resolve(frame)));
  await window.world.liaison.open(
    () => {},
    () => {},
  );
  say(Buffer.alloc(100_000, 7).subarray(10, 13));
  const frame = await came;
  assert.deepEqual([[...frame], frame.buffer.byteLength], [[7, 7, 7], 3]);
  stop();
});

test("an attempt that a page gives up, or whose page has gone, is given up at the back end too", async () => {
  for (const end of ["time limit", "destroyed"]) {
    const electron = new Electron();
    let begun;
    const beginning = new Promise((resolve) => (begun = resolve));
    let gaveUp;
    const givingUp = new Promise((resolve) => (gaveUp = resolve));
    const backend = {
      open: (onMessage, onClosed, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            gaveUp();
            reject(signal.reason);
          });
          begun();
        }),
    };
    const stop = serveWindows(electron.ipcMain, backend, { maxConnections: 1 });
    const window = openWindow(electron);
    const isLimited = end === "time limit";
    const call = failure(connect(bridged(window.world.liaison), { connectTimeout: isLimited ? 200 : 60_000 }));
    await beginning;
    if (!isLimited) {
      window.contents.emit(end);
    }

    assert.match((await call).message, isLimited ? /did not answer within 200 ms/ : /wanted the connection no more/);
    await givingUp;
    stop();
  }
});

test("a page that was refused by an error hears nothing more", async () => {
  const listeners = {};
  let opened;
  let bridge;
  exposeBridge(
    { exposeInMainWorld: (_, api) => (bridge = api) },
    {
      on: (channel, listener) => (listeners[channel] = listener),
      send() {},
      async invoke(_, id) {
        opened = id;
        throw new Error("No handler registered");
      },
    },
  );
  const heard = [];
  const opening = bridge.open(
    (frame) => heard.push(frame),
    (reason) => heard.push(reason),
  );
  assert.match((await failure(opening)).message, /No handler/);
  listeners["liaison:frame"]({}, opened, "late");
  listeners["liaison:closed"]({}, opened, "later");
  assert.deepEqual(heard, []);
});

test("a page that is not allowed, and a frame inside of one that is, have no connection", async () => {
  const electron = new Electron();
  const stop = serveWindows(electron.ipcMain, launched.backend);
  const window = openWindow(electron, "https://example.org/");
  const error = await failure(connect(bridged(window.world.liaison)));
  assert.deepEqual([error.code, error.retry], ["unauthorized", false]);
  assert.match(error.message, /https:\/\/example\.org\/.*`allow`/);
  const framed = openWindow(electron);
  framed.frame = { url: "file:///app/frame.html", parent: framed.frame };
  assert.equal((await failure(connect(bridged(framed.world.liaison)))).code, "unauthorized");
  stop();
});

test("an application says which pages may have connections, and how many", async () => {
  const electron = new Electron();
  const stop = serveWindows(electron.ipcMain, launched.backend, { allow: (url) => url.startsWith("app://mine/"), maxConnections: 1 });
  const { liaison } = openWindow(electron, "app://mine/index.html").world;
  const client = await connect(bridged(liaison));
  assert.equal((await failure(connect(bridged(liaison)))).code, "busy");
  client.close();
  const next = await connect(bridged(liaison));
  assert.equal(await next.ping(), "pong");
  stop();
});

test("what a page sends that is no frame ends its connection, and does the main process no harm", async () => {
  const electron = new Electron();
  const stop = serveWindows(electron.ipcMain, launched.backend);
  for (const frame of [{ no: "frame" }, 5, null, [1]]) {
    const window = openWindow(electron);
    const opened = await window.world.liaison.open(
      () => {},
      () => {},
    );
    opened.send(JSON.stringify({ command: { command: "linger" }, id: 1 }));
    await launched.client.invoke("lingering");
    opened.send(frame);
    await launched.client.invoke("canceled", [], { timeout: 30_000 });
  }

  stop();
});

test("a back end that is killed is lost to the page, and back when it was started again", async () => {
  const electron = new Electron();
  const back = await launch({ command: dotnet, args: toolArguments(["websocket", "localhost:0"], "--ready", "json"), restart: true });
  const stop = serveWindows(electron.ipcMain, back.backend);
  const client = await connect(bridged(openWindow(electron).world.liaison));
  process.kill(back.pid, "SIGKILL");
  await stateOf(client, "lost");
  assert.equal(await client.ping(), "pong");
  await back.stop();
  await stateOf(client, "closed");
  stop();
});
