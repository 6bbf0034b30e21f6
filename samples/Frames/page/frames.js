// Draws the pictures that the host renders, and counts them.

import { connect } from "/liaison.js";
import { login } from "/liaison-login.js";

const context = byId("screen").getContext("2d");
const times = [];
let drawn = 0;
let dropped = 0;

const liaison = await connect(await login());
show("state", liaison.state);
liaison.onState((state) => show("state", state));

// While a picture is drawn, only the latest new one is kept, here and at the host.
for await (const event of liaison.subscribe("frames", { overflow: "latest" })) {
  draw(event.value);
  dropped += event.dropped;
  count();
  await (byId("slow").checked ? pause(250) : new Promise(requestAnimationFrame));
}

function draw({ number, width, height, pixels }) {
  // A view of the message's bytes, without a copy.
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer, pixels.byteOffset, pixels.byteLength), width, height);
  context.putImageData(image, 0, 0);
  show("number", number);
}

function count() {
  const now = performance.now();
  times.push(now);
  while (times[0] < now - 1_000) {
    times.shift();
  }

  show("rate", times.length);
  show("drawn", ++drawn);
  show("dropped", dropped);
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function show(id, value) {
  byId(id).textContent = value;
}

function byId(id) {
  return document.getElementById(id);
}
