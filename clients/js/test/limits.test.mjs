import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { LiaisonClient } from "liaison-client";
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
