// samples/Frames as it is: its host, and its page in Chromium. LIAISON_SAMPLE is the program.
//
// LIAISON_FRAMES_PICTURE   where to put a picture of the page

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { connect } from "../../clients/js/dist/esm/node/index.js";
import { startChromium } from "../../clients/js/test/support/chromium.mjs";

const root = join(import.meta.dirname, "../..");
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const size = 512;
const secret = "a-token-of-the-tests";

let server;
let host;
let address;
let browser;
let page;

before(async () => {
  server = createServer((request, response) => {
    const name = request.url === "/" ? "index.html" : request.url.slice(1);
    if (name === "liaison-login.js") {
      response.setHeader("Content-Type", "text/javascript");
      response.end(`export const login = () => ${JSON.stringify(`${address}?token=${secret}`)};`);
      return;
    }

    const file = name === "liaison.js" ? join(root, "clients/js/dist/liaison.js") : join(root, "samples/Frames/page", name);
    response.setHeader("Content-Type", types[extname(file)]);
    response.setHeader(
      "Content-Security-Policy",
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src ${address}`,
    );
    response.end(readFileSync(file));
  }).listen(0, "localhost");
  await once(server, "listening");
  const origin = `http://localhost:${server.address().port}`;
  host = spawn(process.env.DOTNET_HOST_PATH ?? "dotnet", ["exec", process.env.LIAISON_SAMPLE, "localhost:0", origin], {
    env: { ...process.env, LIAISON_TOKEN: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(host.stdout), "line");
  ({ address } = JSON.parse(line));
  browser = await startChromium();
  page = await browser.newPage({ viewport: { width: 820, height: 580 } });
  await page.goto(origin);
});
after(async () => {
  await browser?.close();
  host?.kill();
  server?.close();
});

test("the page draws the frames, and each is what was rendered", async () => {
  await drawn(30);
  for (let look = 0; look < 5; look++) {
    const { number, pixels } = await page.evaluate(lookAt, points);
    assert.deepEqual(
      pixels,
      points.map(([x, y]) => colorAt(x, y, number)),
      `frame ${number}`,
    );
  }
});

test("the page counts the frames of a second", async () => {
  // Twice as many as a second brings, so that the counter has a whole second behind it.
  await drawn((await numberOf("drawn")) + 120);
  const rate = await numberOf("rate");
  assert.ok(rate > 0 && rate <= 63, `${rate} frames a second`);
  console.log(`${rate} frames a second in Chromium`);
  if (process.env.LIAISON_FRAMES_PICTURE) {
    await page.screenshot({ path: process.env.LIAISON_FRAMES_PICTURE });
  }
});

test("a page that draws slowly drops the frames that are late, and shows the latest", async () => {
  await page.check("#slow");
  const [before, droppedBefore] = [await numberOf("drawn"), await numberOf("dropped")];
  await drawn(before + 4);
  const dropped = (await numberOf("dropped")) - droppedBefore;
  assert.ok(dropped >= 8, `${dropped} frames were dropped`);
  await page.uncheck("#slow");

  // None of them waits: what is drawn next is about as new as what another reader is given.
  const [{ number }] = await watch(1);
  await drawn((await numberOf("drawn")) + 2);
  assert.ok((await numberOf("number")) >= number, "the page is behind");
});

test("the host keeps no frames for a reader that has stopped reading", async () => {
  const { default: WebSocket } = await import("../../clients/js/node_modules/ws/wrapper.mjs");
  const socket = new WebSocket(address, ["liaison", `liaison.token.${secret}`]);
  await once(socket, "open");
  socket.send(packed({ command: { command: "subscribe", args: ["frames", "Latest", 1_024] }, id: 1, echo: "id" }));
  const messages = on(socket, "message");
  const first = await nextFrame(messages);
  socket.pause();

  // As another reader sees, so many were published in the meantime.
  const missed = 120;
  await watch(1, ({ number }) => number >= first.message.number + missed);
  socket.resume();

  let [received, dropped] = [0, 0];
  for (let last = first; last.message.number < first.message.number + missed; received++) {
    last = await nextFrame(messages);
    dropped += last.evt.dropped ?? 0;
  }

  // Those that were received were in the buffers of the two sockets.
  assert.ok(received + dropped <= missed + 60 && dropped > received, `${received} received, ${dropped} dropped`);
  socket.close();
});

const points = [
  [0, 0],
  [511, 0],
  [17, 300],
  [256, 256],
  [500, 511],
];

const numberOf = async (id) => Number(await page.textContent(`#${id}`));
const drawn = (count) => page.waitForFunction((wanted) => Number(document.getElementById("drawn").textContent) >= wanted, count);

// In the page: the number and the pixels are of one frame, since nothing is drawn between the two.
function lookAt(wanted) {
  const context = document.getElementById("screen").getContext("2d");
  return {
    number: Number(document.getElementById("number").textContent),
    pixels: wanted.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data]),
  };
}

// What Plasma.cs renders there.
function colorAt(x, y, number) {
  const wave = (i) => Math.round(64 + 63 * Math.sin((2 * Math.PI * (i % size)) / size));
  const level = wave(y + 2 * number) + wave(x + number) + wave(x + y + 3 * number);
  const shade = (i) => Math.round(127.5 + 127.5 * Math.sin((2 * Math.PI * i) / 256));
  return [shade(level % 256), shade((level % 256) + 85), shade((level % 256) + 170), 255];
}

// The first frames of another reader that are as they are wanted.
async function watch(count, isWanted = () => true) {
  const client = await connect(address, { token: secret });
  const frames = [];
  for await (const { value } of client.subscribe("frames", { overflow: "latest" })) {
    if (isWanted(value) && frames.push({ ...value, pixels: undefined }) === count) {
      break;
    }
  }

  client.close();
  return frames;
}

// In the form for bytes, which tells the host to attach its own.
function packed(message) {
  const json = Buffer.from(JSON.stringify(message));
  const head = Buffer.from("LSN1....");
  head.writeUInt32LE(json.length, 4);
  return Buffer.concat([head, json]);
}

async function nextFrame(messages) {
  while (true) {
    const {
      value: [data, isBinary],
    } = await messages.next();
    const message = JSON.parse(isBinary ? data.subarray(8, 8 + data.readUInt32LE(4)) : data);
    if (message.tag === "frames") {
      return message;
    }
  }
}
