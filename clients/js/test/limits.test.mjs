import assert from "node:assert/strict";
import { getEventListeners, once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { connect, LiaisonClient, WebSocketConnector } from "liaison-client";
import WebSocket from "ws";
import { FakeHost, stateOf } from "./support/fake.mjs";
import { failure } from "./support/scenarios.mjs";

test("more calls than may wait for a connection are refused", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host, { maxUnsentCalls: 2, reconnect: { minDelay: 60_000, maxDelay: 60_000 } });
  host.cut("cut");
  await stateOf(client, "lost");
  const waiting = [client.ping(), client.ping()].map(failure);
  const error = await failure(client.ping());
  assert.equal(error.code, "busy");
  assert.match(error.message, /maxUnsentCalls/);
  client.close();
  assert.deepEqual(
    (await Promise.all(waiting)).map((each) => each.code),
    ["closed", "closed"],
  );
});

test("a stream that is not read is canceled past the limit", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host, { maxUnreadItems: 2 });
  const items = client.stream("count");
  const first = items.next();
  for (let next = 1; next <= 4; next++) {
    host.say({ next, tag: "next", evt: { id: 1 } });
  }

  assert.deepEqual([(await first).value, (await items.next()).value, (await items.next()).value], [1, 2, 3]);
  const error = await failure(items.next());
  assert.equal(error.code, "busy");
  assert.match(error.message, /maxUnreadItems/);
  assert.deepEqual(host.messages.at(-1).command, { command: "cancel", args: [1] });
  client.close();
});

test("more calls of the host than may be under way are refused", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host, { maxPendingCalls: 1 });
  client.commands.add({ wait: () => new Promise(() => {}) });
  host.say({ command: { command: "wait" }, id: "host:1", echo: "id" });
  host.say({ command: { command: "wait" }, id: "host:2", echo: "id" });
  assert.deepEqual([host.messages.length, host.messages[0].code, host.messages[0].evt], [1, "busy", { id: "host:2" }]);
  client.close();
});

test("events that do not fit are dropped, the oldest first, and counted", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host);
  const events = client.subscribe("x", { capacity: 2 });
  const first = events.next();
  for (const message of [0, 1, 2, 3, 4]) {
    host.say({ tag: "x", message, evt: { topic: "x", dropped: message === 2 ? 5 : undefined } });
  }

  assert.deepEqual((await first).value, { topic: "x", value: 0, dropped: 0 });
  assert.deepEqual((await events.next()).value, { topic: "x", value: 3, dropped: 7 });
  assert.deepEqual((await events.next()).value, { topic: "x", value: 4, dropped: 0 });
  client.close();
});

test("a loop that may miss nothing fails when events do not fit", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host);
  const events = client.subscribe("x", { capacity: 1, overflow: "disconnect" });
  const first = events.next();
  assert.deepEqual(host.messages[0].command.args, ["x", "Disconnect", 1]);
  for (const message of [0, 1, 2]) {
    host.say({ tag: "x", message, evt: { topic: "x" } });
  }

  assert.deepEqual([(await first).value.value, (await events.next()).value.value], [0, 1]);
  assert.equal((await failure(events.next())).code, "busy");
  assert.deepEqual(host.messages.at(-1).command, { command: "unsubscribe", args: ["x"] });
  client.close();
});

test("options that cannot be are refused", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host);
  for (const options of [{ capacity: 0 }, { capacity: 65_537 }, { capacity: 1.5 }, { overflow: "never" }]) {
    assert.throws(() => client.subscribe("x", options), RangeError);
  }

  for (const timeout of [0, -1, NaN, 2 ** 31]) {
    assert.ok((await failure(client.ping({ timeout }))) instanceof RangeError);
  }

  for (const reconnect of [{ minDelay: -1 }, { minDelay: 5, maxDelay: 4 }, { attempts: -1 }]) {
    assert.ok((await failure(LiaisonClient.connect(host, { reconnect }))) instanceof RangeError);
  }

  client.close();
});

test("a connection that does not open in time fails, and is closed should it open later", async () => {
  let open;
  let isClosed = false;
  const connector = { open: () => new Promise((resolve) => (open = resolve)) };
  const error = await failure(LiaisonClient.connect(connector, { connectTimeout: 10 }));
  assert.match(error.message, /did not answer within 10 ms/);
  open({ binary: true, send: () => true, close: () => (isClosed = true) });
  await new Promise(setImmediate);
  assert.equal(isClosed, true);
});

const pending = () => new Promise(() => {});
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

for (const resume of [false, true]) {
  test(`a connector is told that its attempt is given up${resume ? ", under a session that resumes too" : ""}`, async () => {
    let told;
    const connector = {
      open(onMessage, onClosed, signal) {
        told = signal;
        return pending();
      },
    };
    const before = timers();
    const error = await failure(LiaisonClient.connect(connector, { connectTimeout: 10, resume }));
    assert.match(error.message, /did not answer within 10 ms/);
    assert.deepEqual([told.aborted, timers()], [true, before]);
  });
}

test("closing a client gives its attempt up, and leaves no timer", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host, { reconnect: { minDelay: 0, maxDelay: 0 } });
  const before = timers();
  let told;
  const trying = new Promise((resolve) => {
    host.open = (onMessage, onClosed, signal) => {
      told = signal;
      resolve();
      return pending();
    };
  });
  host.cut("pulled");
  await trying;
  assert.equal(told.aborted, false);
  client.close();
  assert.deepEqual([told.aborted, told.reason.code, timers()], [true, "closed", before]);
});

test("closing a client ends the attempts and the pauses of its session, and leaves no timer", async () => {
  for (const isRefused of [false, true]) {
    const host = new FakeHost();
    host.onSent = (frame) => frame === "#open 1" && queueMicrotask(() => host.say("#session key 0 60000"));
    const before = timers();
    const resume = { minDelay: 60_000, maxDelay: 60_000 };
    const client = await LiaisonClient.connect(host, { reconnect: false, resume });
    let told;
    const trying = new Promise((resolve) => {
      host.open = (onMessage, onClosed, signal) => {
        told = signal;
        resolve();
        return isRefused ? Promise.reject(new Error("refused")) : pending();
      };
    });
    host.cut("pulled");
    await trying;
    await new Promise(setImmediate);
    assert.equal(timers(), before + 1);
    client.close();
    assert.deepEqual([told.aborted, timers()], [true, before]);
  }
});

for (const [name, connecting] of [
  ["the package ws", (url, options) => connect(url, options)],
  ["a WebSocket of the platform", (url, options) => connect(new WebSocketConnector(url, [], (to, of) => new WebSocket(to, of)), options)],
]) {
  test(`a socket of ${name} that does not open in time is closed`, { timeout: 60_000 }, async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const closed = new Promise((resolve) =>
      server.once("connection", (socket) => {
        socket.resume();
        socket.on("error", () => {});
        socket.on("close", resolve);
      }),
    );
    const accepted = once(server, "connection");
    const call = failure(connecting(`ws://127.0.0.1:${server.address().port}`, { connectTimeout: 1_000 }));
    await accepted;
    assert.match((await call).message, /did not answer within 1000 ms/);
    await closed;
    server.close();
  });
}

test("the signal of a subscription keeps nothing of a loop that has ended", async () => {
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host);
  const { signal } = new AbortController();
  const listeners = () => getEventListeners(signal, "abort").length;
  const open = (options = {}) => {
    const events = client.subscribe("x", { signal, ...options });
    return { events, first: events.next() };
  };

  const left = open();
  assert.equal(listeners(), 1);
  await left.events.return();
  assert.equal(listeners(), 0);

  const refused = open();
  host.say({ error: ["E: x\n"], tag: "error", evt: { id: host.messages.at(-1).id } });
  await failure(refused.first);
  assert.equal(listeners(), 0);

  open({ capacity: 1, overflow: "disconnect" });
  for (const message of [0, 1, 2]) {
    host.say({ tag: "x", message, evt: { topic: "x" } });
  }

  assert.equal(listeners(), 0);

  const closed = open();
  client.close();
  await failure(closed.first);
  assert.equal(listeners(), 0);
});

test("an item that was read is not kept", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const host = new FakeHost();
  const client = await LiaisonClient.connect(host);
  const items = client.stream("count");
  const first = items.next();
  host.say({ next: 0, tag: "next", evt: { id: 1 } });
  await first;
  for (let next = 1; next <= 3; next++) {
    host.say({ next: { next }, tag: "next", evt: { id: 1 } });
  }

  const read = new WeakRef((await items.next()).value);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  collect();
  assert.equal(read.deref(), undefined);
  assert.deepEqual((await items.next()).value, { next: 2 });
  client.close();
});
