// Streams, by a host that the test writes: docs/protocols/liaison.md, Large values.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LiaisonClient } from "liaison-client";
import { FakeHost, stateOf } from "./support/fake.mjs";
import { failure } from "./support/scenarios.mjs";

const window = 256 * 1024;

async function connected(options = {}, host = new FakeHost()) {
  const client = await LiaisonClient.connect(host, { reconnect: false, ...options });
  const first = client.ping();
  host.answer("pong", 1);
  await first;
  host.sent.length = 0;
  return { host, client };
}

function frame(kind, stream, body = new Uint8Array()) {
  const bytes = new Uint8Array(13 + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("LSN2"));
  bytes[4] = kind;
  view.setBigUint64(5, BigInt(stream), true);
  bytes.set(body, 13);
  return bytes;
}

function credit(stream, count) {
  const body = new Uint8Array(8);
  new DataView(body.buffer).setBigUint64(0, BigInt(count), true);
  return frame(3, stream, body);
}

// What a frame says: kind, stream, and its length, or the credit.
function parts(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const kind = bytes[4];
  return [kind, Number(view.getBigUint64(5, true)), kind === 3 ? Number(view.getBigUint64(13, true)) : bytes.length - 13];
}

// The next frames that are sent; as many as asked for.
async function next(host, count) {
  while (host.sent.length < count) {
    await new Promise((resolve) => (host.onSent = resolve));
  }

  return host.sent.splice(0, count);
}

async function* pieces(count, size) {
  for (let i = 0; i < count; i++) {
    yield new Uint8Array(size).fill(i);
  }
}

test("the first message says that streams are taken, and the others do not", async () => {
  const host = new FakeHost({ binary: false });
  const client = await LiaisonClient.connect(host, { reconnect: false });
  void client.ping().catch(() => {});
  void client.ping().catch(() => {});
  assert.deepEqual(
    host.messages.map((message) => message.streams),
    [true, undefined],
  );
  client.close();
});

for (const [name, source, length] of [
  ["a Blob", () => new Blob([new Uint8Array(200_000)]), 200_000],
  ["a ReadableStream", () => new Blob([new Uint8Array(200_000)]).stream(), undefined],
  ["an async iterator", () => pieces(4, 50_000), undefined],
]) {
  test(`${name} goes as far as was granted, and ends with its last chunk`, async () => {
    const { host, client } = await connected();
    const call = client.invoke("take", ["name", source()]);
    assert.deepEqual(JSON.parse((await next(host, 1))[0]).command.args, ["name", length ? { $stream: 1, length } : { $stream: 1 }]);
    let came = 0;
    let isLast = false;
    for (const granted of [70_000, 100_000, 100_000]) {
      host.say(credit(1, granted));
      const wanted = Math.min(came + granted, 200_000);
      while (came < wanted) {
        const [kind, stream, count] = parts((await next(host, 1))[0]);
        assert.deepEqual([kind, stream], [0, 1]);
        assert.ok(count <= 65_536);
        came += count;
      }
      assert.equal(came, wanted);
    }

    isLast = parts((await next(host, 1))[0])[0] === 1;
    assert.ok(isLast);
    host.answer(7, 2);
    assert.equal(await call, 7);
    assert.equal(host.sent.length, 0);
    client.close();
  });
}

test("a result is read as it comes, and grants what was read", async () => {
  const { host, client } = await connected();
  const call = client.invoke("give");
  await next(host, 1);
  host.answer({ $stream: 9 }, 2);
  const reader = (await call).getReader();
  assert.equal(host.sent.length, 0, "nothing is granted before somebody reads");
  const first = reader.read();
  assert.deepEqual(parts((await next(host, 1))[0]), [3, 9, window]);
  for (let i = 0; i < 3; i++) {
    host.say(frame(0, 9, new Uint8Array(65_536).fill(i)));
  }

  assert.deepEqual((await first).value, new Uint8Array(65_536));
  assert.equal((await reader.read()).value[0], 1);
  assert.deepEqual(parts((await next(host, 1))[0]), [3, 9, 131_072]);
  host.say(frame(1, 9, new Uint8Array([42])));
  assert.equal((await reader.read()).value[0], 2);
  assert.deepEqual((await reader.read()).value, new Uint8Array([42]));
  assert.equal((await reader.read()).done, true);
  client.close();
});

test("a stream that fails fails its reader", async () => {
  const { host, client } = await connected();
  const call = client.invoke("give");
  host.answer({ $stream: 1 }, 2);
  const reader = (await call).getReader();
  const first = reader.read();
  host.say(frame(2, 1, new TextEncoder().encode("the disk is on fire")));
  assert.equal((await failure(first)).message, "the disk is on fire");

  const sent = client.invoke("take", [failing()]);
  await next(host, 3);
  host.say(credit(1, 1_000));
  const [bytes, failed] = await next(host, 2);
  assert.deepEqual([parts(bytes)[0], parts(failed)[0]], [0, 2]);
  assert.equal(new TextDecoder().decode(failed.subarray(13)), "no more paper");
  host.answer(1, 3);
  await sent;
  client.close();

  async function* failing() {
    yield new Uint8Array(10);
    throw new Error("no more paper");
  }
});

test("canceling a result stops its sender", async () => {
  const { host, client } = await connected();
  const call = client.invoke("give");
  await next(host, 1);
  host.answer({ $stream: 3 }, 2);
  await (await call).cancel();
  assert.deepEqual(parts((await next(host, 1))[0]), [4, 3, 0]);
  client.close();
});

test("what a call was given ends with the call", async () => {
  const { host, client } = await connected();
  const call = client.invoke("take", [pieces(1_000_000, 10)]);
  await next(host, 1);
  host.say(credit(1, 25));
  await next(host, 3);
  host.answer(1, 2);
  assert.equal(await call, 1);
  host.say(credit(1, 1_000));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(host.sent.length, 0);
  client.close();
});

test("a connection that is lost fails who reads", async () => {
  const { host, client } = await connected();
  const call = client.invoke("give");
  host.answer({ $stream: 3 }, 2);
  const reading = (await call).getReader().read();
  host.cut("the end");
  assert.equal((await failure(reading)).code, "connection_lost");
  client.close();
});

test("where there are no binary frames, chunks and credit are text", async () => {
  const { host, client } = await connected({}, new FakeHost({ binary: false }));
  const call = client.invoke("swap", [pieces(1, 3)]);
  await next(host, 1);
  host.say({ credit: { stream: 1, bytes: 100 } });
  assert.deepEqual(
    (await next(host, 2)).map((text) => JSON.parse(text)),
    [{ chunk: { stream: 1, bytes: "AAAA", last: false } }, { chunk: { stream: 1, bytes: "", last: true } }],
  );
  host.answer({ $stream: 1, length: 2 }, 2);
  const reader = (await call).getReader();
  const first = reader.read();
  assert.deepEqual(JSON.parse((await next(host, 1))[0]), { credit: { stream: 1, bytes: window } });
  host.say({ chunk: { stream: 1, bytes: "AQI=", last: true } });
  assert.deepEqual((await first).value, new Uint8Array([1, 2]));
  assert.equal((await reader.read()).done, true);
  client.close();
});

test("a client that is told not to says nothing of streams", async () => {
  const host = new FakeHost({ binary: false });
  const client = await LiaisonClient.connect(host, { reconnect: false, streams: false });
  void client.invoke("take", [new Uint8Array(3)]).catch(() => {});
  assert.doesNotMatch(host.sent[0], /stream/);
  client.close();
});

const soon = { reconnect: { minDelay: 0, maxDelay: 0 } };

test("a stream that was not read yet fails when the connection is lost, and asks the next connection for nothing", async () => {
  const { host, client } = await connected(soon);
  const call = client.invoke("give");
  await next(host, 1);
  host.answer({ $stream: 3 }, 2);
  const unread = await call;
  host.cut("pulled");
  await stateOf(client, "lost");
  await stateOf(client, "ready");
  host.sent.length = 0;

  const error = await failure(unread.getReader().read());
  assert.deepEqual([error.code, host.sent.length], ["connection_lost", 0]);
  client.close();
});

test("a stream of a call that waits for a connection is sent over the next one", async () => {
  const { host, client } = await connected(soon);
  host.cut("pulled");
  const call = client.invoke("take", [pieces(1, 3)]);
  await stateOf(client, "lost");
  await stateOf(client, "ready");
  await next(host, 1);
  host.say(credit(1, 1_000));

  assert.deepEqual((await next(host, 2)).map(parts), [
    [0, 1, 3],
    [1, 1, 0],
  ]);
  host.answer(3, 2);
  assert.equal(await call, 3);
  client.close();
});

test("a stream can be an argument by name, in both directions", async () => {
  const { host, client } = await connected();
  const call = client.invoke("take", [1], { kwargs: { content: new Blob(["x"]), name: "n" } });
  const { command } = JSON.parse((await next(host, 1))[0]);
  assert.deepEqual([command.args, command.kwargs], [[1], { content: { $stream: 1, length: 1 }, name: "n" }]);
  host.answer(1, 2);
  await call;

  const given = new Promise((resolve) => client.commands.handle("show", ({ kwargs }) => resolve(kwargs.film)));
  host.say({ command: { command: "show", kwargs: { film: { $stream: 4 } } }, id: "host:1" });
  assert.ok((await given) instanceof ReadableStream);
  client.close();
});

for (const [name, options, args] of [
  ["in a client without streams", { streams: false }, [new Blob(["x"])]],
  ["within another value", {}, [{ film: new Blob(["x"]) }]],
]) {
  test(`a stream ${name} fails the call and sends nothing`, async () => {
    const { host, client } = await connected(options);
    assert.match((await failure(client.invoke("take", args))).message, /A stream is a whole argument/);
    assert.equal(host.sent.length, 0);
    client.close();
  });
}

test("credit that is no number of bytes is ignored", async () => {
  const { host, client } = await connected({}, new FakeHost({ binary: false }));
  const call = client.invoke("take", [pieces(1, 3)]);
  await next(host, 1);
  for (const bytes of [undefined, "x", 0.5, -1]) {
    host.say({ credit: { stream: 1, bytes } });
  }

  await new Promise(setImmediate);
  assert.equal(host.sent.length, 0);
  host.say({ credit: { stream: 1, bytes: 3 } });
  await next(host, 2);
  host.answer(1, 2);
  await call;
  client.close();
});

test("a result that only looks like a stream is data", async () => {
  const { host, client } = await connected();
  const call = client.invoke("give");
  host.answer({ $stream: "main", x: 1 }, 2);
  assert.deepEqual(await call, { $stream: "main", x: 1 });
  client.close();
});

test("items of a command that the host has canceled are sent no more", async () => {
  const { host, client } = await connected();
  client.commands.handle("count", async function* () {
    for (let i = 0; ; i++) {
      yield i;
      await new Promise(setImmediate);
    }
  });
  host.say({ command: { command: "count" }, id: "host:1", stream: true });
  await next(host, 2);
  host.say({ command: { command: "cancel", args: ["host:1"] }, id: "host:2" });
  let message;
  do {
    message = JSON.parse((await next(host, 1))[0]);
  } while (message.tag !== "error");

  assert.equal(message.code, "canceled");
  await new Promise(setImmediate);
  assert.equal(host.sent.length, 0);
  client.close();
});
