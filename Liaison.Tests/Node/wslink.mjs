// Drives a WslinkCompanion with the npm client wslink, over WebSocket:
//
//   node wslink.mjs <package> <url> <secret>
//
// Ends with 0, or says what differs, and ends with 1.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import WebSocket from "ws";
import { run } from "./wslink-scenario.mjs";

/** The WebSocket of Node, as far as browsers have blobs and this one has not. */
class BrowserSocket extends WebSocket {
  #binaryType = "arraybuffer";

  set binaryType(type) {
    this.#binaryType = type;
    super.binaryType = "arraybuffer";
  }

  get binaryType() {
    return this.#binaryType;
  }

  set onmessage(listener) {
    super.onmessage = ({ data }) => listener({ data: data instanceof ArrayBuffer ? new Blob([data]) : data });
  }

  // Browsers take no options here; wslink gives some that the server's side knows.
  send(data) {
    super.send(data);
  }
}

// What the package looks at as it is loaded in a browser.
globalThis.self = globalThis;
globalThis.window = globalThis;
globalThis.location = { protocol: "http:", hostname: "localhost", host: "localhost", port: "", pathname: "/" };
globalThis.document = { baseURI: "http://localhost/" };
globalThis.WebSocket = BrowserSocket;
console.error = () => {}; // wslink writes of the errors that are on purpose
const [name, url, secret] = process.argv.slice(2);
const wslink = createRequire(import.meta.url)(name);
await run({ wslink, url, secret, megabytes: 20, check: (actual, expected, what) => assert.deepEqual(actual, expected, what) });
