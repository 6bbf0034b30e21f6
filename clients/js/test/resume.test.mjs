// Sessions that outlive their link.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, LiaisonError, resuming, WebSocketConnector } from "liaison-client";
import WebSocket from "ws";
import { Host } from "./support/host.mjs";
import { Proxy } from "./support/proxy.mjs";
import { failure } from "./support/scenarios.mjs";

const atOnce = { minDelay: 1, maxDelay: 20 };

let host;
before(async () => (host = await Host.start(["websocket", "localhost:0"], "--resume", "60")));
after(() => host?.stop());

async function throughProxy(options = {}) {
  const proxy = await Proxy.to(host.address);
  // The host goes by its own port, and not by the relay's.
  const headers = { Host: new URL(host.address).host };
  const create = (url, protocols) => new WebSocket(url, protocols, { headers });
  const connector = new WebSocketConnector(proxy.address, ["liaison", `liaison.token.${host.token}`], create);
  const client = await connect(connector, { resume: { ...atOnce, ...options }, reconnect: false });
  return { proxy, client };
}

test("calls, events and streams go on over links that are cut", async () => {
  const changes = [];
  const { proxy, client } = await throughProxy({ onLink: (isUp) => changes.push(isUp) });
  const events = client.subscribe("cuts", { overflow: "dropOldest", capacity: 10_000 });
  const seen = [];
  const reading = (async () => {
    for await (const { value } of events) {
      seen.push(value);
      if (value === 999) {
        return;
      }
    }
  })();
  await client.ping();
  for (let first = 0; first < 1_000; first += 100) {
    const answers = Array.from({ length: 100 }, (_, i) => client.invoke("publish", ["cuts", first + i]));
    proxy.cut();
    await Promise.all(answers);
  }

  await reading;
  assert.deepEqual(
    seen,
    Array.from({ length: 1_000 }, (_, i) => i),
    "each ran once, in order",
  );
  assert.ok(proxy.accepted > 5, `${proxy.accepted} links`);
  assert.deepEqual(changes.slice(0, 2), [false, true]);
  client.close();
  proxy.close();
});

test("calls that are made without a link wait for the next one", async () => {
  const { proxy, client } = await throughProxy();
  await client.ping();
  const lost = client.ping();
  proxy.block();
  const waiting = [lost, ...Array.from({ length: 50 }, () => client.ping())];
  proxy.open();
  await Promise.all(waiting);
  client.close();
  proxy.close();
});

test("past the buffer the session ends", async () => {
  let isDown;
  const down = new Promise((resolve) => (isDown = resolve));
  const { proxy, client } = await throughProxy({ bufferBytes: 1_000, onLink: (isUp) => !isUp && isDown() });
  await client.ping();
  proxy.block();
  await down;
  const error = await failure(client.invoke("publish", ["large", "x".repeat(2_000)]));
  assert.match(error.message, /More than 1000 bytes wait for a link/);
  assert.equal(client.state, "closed");
  proxy.close();
});

test("a host that resumes nothing says so", async () => {
  const plain = await Host.start();
  try {
    const error = await failure(connect(plain.address, { token: plain.token, resume: true }));
    assert.match(error.message, /resumes no sessions. Set HostOptions.ResumeTimeout/);
  } finally {
    await plain.stop();
  }
});

// The host's side of the form, without a host.
class ScriptedHost {
  links = [];

  open(onMessage, onClosed) {
    const link = { sent: [], say: onMessage, end: onClosed, isOpen: true };
    this.links.push(link);
    queueMicrotask(() => this.onLink?.(link));
    return Promise.resolve({
      binary: true,
      send: (frame) => link.sent.push(frame) > 0,
      close: () => (link.isOpen = false),
    });
  }

  next() {
    return new Promise((resolve) => (this.onLink = (link) => setImmediate(resolve, link)));
  }
}

async function scripted(onMessage = () => {}, onClosed = () => {}, patience = 60_000, options = atOnce) {
  const fake = new ScriptedHost();
  const linked = fake.next();
  const opening = resuming(fake, options).open(onMessage, onClosed);
  const link = await linked;
  assert.deepEqual(link.sent, ["#open 1"]);
  link.say(`#session aa 0 ${patience}`);
  return { fake, link, channel: await opening };
}

test("what the host lacks is sent again, with the key that the host gave last", async () => {
  const received = [];
  const { fake, link, channel } = await scripted((frame) => received.push(frame));
  ["one", "#two", "three"].forEach((frame) => channel.send(frame));
  link.say("hello");
  link.say("##mark");
  link.say("#ack 1");
  assert.deepEqual(link.sent, ["#open 1", "#ack 0", "one", "##two", "three"]);

  const linked = fake.next();
  link.end("pulled");
  link.say("too late");
  const second = await linked;
  assert.deepEqual(second.sent, ["#resume aa 2"]);
  second.say("#session bb 2 60000");
  assert.deepEqual(second.sent, ["#resume aa 2", "#ack 2", "three"]);
  assert.deepEqual(received, ["hello", "#mark"]);

  const third = fake.next();
  second.end("pulled");
  assert.deepEqual((await third).sent, ["#resume bb 2"]);
  channel.close();
});

test("receipt is acknowledged after 64 messages, and when it is asked for", async () => {
  const { link, channel } = await scripted();
  for (let i = 0; i < 64; i++) {
    link.say("x");
  }

  link.say("x");
  link.say("#sync");
  assert.deepEqual(link.sent.slice(2), ["#ack 64", "#ack 65"]);
  channel.close();
  assert.equal(link.sent.at(-1), "#end");
});

for (const word of ["#end", "#nonsense"]) {
  test(`${word} ends the session`, async () => {
    let why;
    const { link } = await scripted(undefined, (reason) => (why = reason));
    link.say(word);
    assert.equal(why, "The host ended the session.");
    assert.equal(link.isOpen, false);
  });
}

test("a session that the host refuses ends", async () => {
  let ended;
  const over = new Promise((resolve) => (ended = resolve));
  const { fake, link } = await scripted(undefined, ended);
  const linked = fake.next();
  link.end("pulled");
  (await linked).say("#refused There is no such session.");
  assert.match(await over, /There is no such session/);
});

test("a link that does not answer is given up with the session", async () => {
  let ended;
  const over = new Promise((resolve) => (ended = resolve));
  const { fake, link } = await scripted(undefined, ended, 50);
  const linked = fake.next();
  link.end("pulled");
  const second = await linked;

  assert.match(await over, /the host could not be reached for 50 ms/);
  assert.equal(second.isOpen, false);
});

test("an error that says that it is no use ends the session at once", async () => {
  let ended;
  const over = new Promise((resolve) => (ended = resolve));
  const { fake, link } = await scripted(undefined, ended);
  fake.open = () => Promise.reject(new LiaisonError("gone", "The program has ended.", { retry: false }));
  link.end("pulled");

  assert.equal(await over, "The program has ended.");
});

test("what onLink throws does not keep the session from going on", async () => {
  const thrown = [];
  process.setUncaughtExceptionCaptureCallback((error) => thrown.push(error.message));
  const onLink = (isUp) => {
    throw new Error(`link ${isUp}`);
  };
  const { fake, link, channel } = await scripted(undefined, undefined, 60_000, { ...atOnce, onLink });
  const linked = fake.next();
  link.end("pulled");
  (await linked).say("#session bb 0 60000");
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  process.setUncaughtExceptionCaptureCallback(null);

  assert.deepEqual([fake.links.length, thrown], [2, ["link false", "link true"]]);
  channel.close();
});

test("pauses that cannot be are refused at once", () => {
  assert.throws(() => resuming(new ScriptedHost(), { minDelay: 3_000 }), RangeError);
});
