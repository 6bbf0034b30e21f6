// samples/Frames as it is: its host, and its page in Chromium. LIAISON_SAMPLE is the program.
//
// LIAISON_FRAMES_PICTURE   where to put a picture of the page, once it has drawn 300 frames

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { on, once } from "node:events";
import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { connect } from "../../clients/js/dist/esm/node/index.js";
import { startChromium } from "../../clients/js/test/support/chromium.mjs";
import { BarePage } from "./bare-page.mjs";

const picture = process.env.LIAISON_FRAMES_PICTURE;
const size = 512;
const secret = "a-token-of-the-tests";

let host;
let address;
let browser;
let page;

before(async () => {
  host = spawn(process.env.DOTNET_HOST_PATH ?? "dotnet", ["exec", process.env.LIAISON_SAMPLE, "localhost:0"], {
    env: { ...process.env, LIAISON_TOKEN: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface(host.stdout), "line");
  const [link] = /http:.*/.exec(line);
  address = new URL("/", link).href.replace("http:", "ws:");
  browser = await startChromium();
  page = await BarePage.open(browser, link, 820, 580);
});
after(async () => {
  await browser?.close();
  host?.kill();
});

test("the page draws the frames, and each is what was rendered", async () => {
  await drawn(6);
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
  await drawn((await numberOf("drawn")) + (picture ? 300 : 10));
  const rate = await numberOf("rate");
  assert.ok(rate > 0 && rate <= 64, `${rate} frames a second`);
  console.log(`${rate} frames a second in Chromium`);
  if (picture) {
    writeFileSync(picture, await page.screenshot());
  }
});

test("a page that draws slowly drops the frames that are late, and shows the latest", async () => {
  await page.evaluate(() => document.getElementById("slow").click());
  const [drawnBefore, droppedBefore] = [await numberOf("drawn"), await numberOf("dropped")];
  await drawn(drawnBefore + 4);
  const dropped = (await numberOf("dropped")) - droppedBefore;
  assert.ok(dropped >= 4, `${dropped} frames were dropped`);
  await page.evaluate(() => document.getElementById("slow").click());

  // Behind what another reader is given are those alone that were on their way: buffers of sockets hold some megabytes.
  const latest = await watch(() => true);
  const drawnThen = await numberOf("drawn");
  await reached("number", latest.number);
  const late = (await numberOf("drawn")) - drawnThen;
  assert.ok(late <= 40, `${late} frames were drawn that were late`);
});

test("the host keeps no frames for a reader that has stopped reading", async () => {
  const { default: WebSocket } = await import("../../clients/js/node_modules/ws/wrapper.mjs");
  const socket = new WebSocket(address, ["liaison", `liaison.token.${secret}`]);
  await once(socket, "open");
  socket.send(packed({ command: { command: "subscribe", args: ["frames", "Latest", 1_024] }, id: 1, echo: "id" }));
  const messages = on(socket, "message");
  const first = await nextFrame(messages);
  socket.pause();

  // Another reader is told of each that is published meanwhile, be it by the number of those that it was too slow for.
  let published = 0;
  const latest = await watch((_, dropped) => (published += 1 + dropped) >= 90);
  socket.resume();

  let [received, dropped] = [0, 0];
  for (let last = first; last.message.number < latest.number; received++) {
    last = await nextFrame(messages);
    dropped += last.evt.dropped ?? 0;
  }

  // Those that were received were in the buffers of the two sockets, which hold some megabytes, and not at the host.
  assert.ok(received + dropped >= published && dropped >= 20, `${published} published, ${received} received, ${dropped} dropped`);
  socket.close();
});

const points = [
  [0, 0],
  [511, 0],
  [17, 300],
  [256, 256],
  [500, 511],
];

const numberOf = (id) => page.evaluate((name) => Number(document.getElementById(name).textContent), id);
const drawn = (count) => reached("drawn", count);

// Waits until a number of the page is as large.
function reached(id, least) {
  return page.evaluate(
    (name, wanted) =>
      new Promise((resolve) => {
        const element = document.getElementById(name);
        const look = () => Number(element.textContent) >= wanted && resolve();
        new MutationObserver(look).observe(element, { childList: true });
        look();
      }),
    id,
    least,
  );
}

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

// The first frame of another reader that is as it is wanted.
async function watch(isWanted) {
  const client = await connect(address, { token: secret });
  try {
    for await (const { value, dropped } of client.subscribe("frames", { overflow: "latest" })) {
      if (isWanted(value, dropped)) {
        return value;
      }
    }
  } finally {
    client.close();
  }
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
