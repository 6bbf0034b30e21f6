// Streams, by a host that the test writes: docs/protocols/liaison.md, Large values.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { transform } from "esbuild";
import { LiaisonClient, toBytes } from "liaison-client";
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

for (const [name, options, args] of [
  ["in the form for bytes", {}, []],
  ["with bytes", {}, [new Uint8Array([7, 8])]],
  ["with bytes as text", { attachments: false }, [new Uint8Array([7, 8])]],
]) {
  test(`a first message ${name} says that streams are taken, and the others do not`, async () => {
    const host = new FakeHost();
    const client = await LiaisonClient.connect(host, { reconnect: false, ...options });
    for (let i = 0; i < 2; i++) {
      client.invoke("take", args).catch(() => {});
    }

    assert.deepEqual(
      host.messages.map((message) => message.streams),
      [true, undefined],
    );
    if (host.sent[0] instanceof Uint8Array) {
      assert.deepEqual([...host.sent[0].subarray(-2)], args.length > 0 ? [7, 8] : [...new TextEncoder().encode("e}")]);
    }

    client.close();
  });
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

// Answers a call with bytes, as a host does: few beside the JSON, many as a stream.
async function answerBytes(host, id, bytes, stream = id) {
  if (bytes.length < 10) {
    const json = new TextEncoder().encode(`{"response":{"$attachment":0},"tag":"response","evt":{"id":${id}}}`);
    host.say(Buffer.concat([Buffer.from("LSN1"), uint32(json.length), json, uint32(bytes.length), bytes]));
    return;
  }

  host.answer({ $stream: stream, length: bytes.length }, id);
  await next(host, 1); // the credit
  host.say(frame(0, stream, bytes.subarray(0, 7)));
  host.say(frame(1, stream, bytes.subarray(7)));
}

function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const few = new Uint8Array([1, 2, 3]);
const many = Uint8Array.from({ length: 1_000 }, (_, i) => i);

test("bytes that are asked for come in one piece, as a stream or not", async () => {
  const { host, client } = await connected();
  for (const [id, bytes] of [
    [2, few],
    [3, many],
  ]) {
    const call = client.invoke("give", [], { bytes: true });
    await next(host, 1);
    await answerBytes(host, id, bytes);
    assert.deepEqual(await call, bytes);
  }

  const none = client.invoke("give", [], { bytes: true });
  host.answer(null, 4);
  assert.equal(await none, null);
  client.close();
});

test("bytes that are asked for and come as text are decoded", async () => {
  const { host, client } = await connected({}, new FakeHost({ binary: false }));
  const [good, bad] = [client.invoke("give", [], { bytes: true }), client.invoke("greet", [], { bytes: true })];
  host.answer("AQID", 2);
  host.answer("Hello, Ada!", 3);
  assert.deepEqual(await good, few);
  const error = await failure(bad);
  assert.equal(error.code, "bad_message");
  assert.match(error.message, /not base64/);
  client.close();
});

test("a client that is generated asks for bytes", async () => {
  const source = readFileSync(join(import.meta.dirname, "../../../Liaison.Tool/Generation/TypeScript/liaison.ts"), "utf8");
  const { code } = await transform(source, { loader: "ts", format: "esm" });
  const { ContractLink } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  const { host, client } = await connected();
  const link = new ContractLink(client, { name: "I", hash: "", members: {}, errors: {} });
  const call = link.invokeBytes("give", [1], { timeout: 60_000 }, { size: 2 });
  await next(host, 1);
  host.answer(null, 2); // the contract is the same
  const { command, timeout } = JSON.parse((await next(host, 1))[0]);
  assert.deepEqual([command, timeout], [{ command: "give", args: [1], kwargs: { size: 2 } }, 60_000]);
  await answerBytes(host, 3, many);
  assert.deepEqual(await call, many);
  client.close();
});

test("a call whose bytes still come can be canceled, which stops them", async () => {
  const { host, client } = await connected();
  const abort = new AbortController();
  const call = client.invoke("give", [], { bytes: true, signal: abort.signal });
  await next(host, 1);
  host.answer({ $stream: 3 }, 2);
  await next(host, 1);
  abort.abort(new Error("enough"));
  assert.equal((await failure(call)).message, "enough");
  const [cancel, stop] = await next(host, 2);
  assert.deepEqual([JSON.parse(cancel).command, parts(stop)], [{ command: "cancel", args: [2] }, [4, 3, 0]]);
  client.close();
});

test("a connection that is lost fails a call whose bytes still come", async () => {
  const { host, client } = await connected();
  const call = client.invoke("give", [], { bytes: true });
  await next(host, 1);
  host.answer({ $stream: 3 }, 2);
  await next(host, 1);
  host.cut("pulled");
  assert.equal((await failure(call)).code, "connection_lost");
  client.close();
});

test("more bytes than may be collected fail the call, and are stopped", async () => {
  const { host, client } = await connected({ maxGatheredBytes: 999 });
  const call = client.invoke("give", [], { bytes: true });
  await next(host, 1);
  host.answer({ $stream: 3 }, 2);
  await next(host, 1);
  host.say(frame(0, 3, many));
  const error = await failure(call);
  assert.equal(error.code, "too_large");
  assert.match(error.message, /999 bytes.*maxGatheredBytes/);
  assert.deepEqual(parts((await next(host, 1))[0]), [4, 3, 0]);
  client.close();
});

test("a command of the client gets its bytes in one piece, in whatever form they come", async () => {
  const { host, client } = await connected();
  client.commands.add({ count: async (content) => (await toBytes(content)).length });
  host.say({ command: { command: "count", args: [{ $stream: 5, length: 1_000 }] }, id: "host:1", echo: "id" });
  await next(host, 1);
  host.say(frame(1, 5, many));
  assert.equal(JSON.parse((await next(host, 1))[0]).response, 1_000);
  host.say({ command: { command: "count", args: ["AQID"] }, id: "host:2", echo: "id" });
  assert.equal(JSON.parse((await next(host, 1))[0]).response, 3);
  assert.deepEqual(await toBytes(few), few);
  assert.equal((await failure(toBytes(new Blob([many]).stream(), 999))).code, "too_large");
  assert.ok((await failure(toBytes(5))) instanceof TypeError);
  client.close();
});

for (const [name, isRead] of [
  ["that was never read", false],
  ["that is being read", true],
]) {
  test(`a stream of a call ${name} fails once the call has ended`, async () => {
    const { host, client } = await connected();
    let reader;
    let reading;
    client.commands.add({
      keep(film) {
        reader = film.getReader();
        reading = isRead ? failure(reader.read()) : undefined;
      },
    });
    host.say({ command: { command: "keep", args: [{ $stream: 5 }] }, id: "host:1", echo: "id" });
    await next(host, isRead ? 2 : 1); // the answer, and the credit
    const error = await (reading ?? failure(reader.read()));
    assert.match(error.message, /'keep' has ended.*Read them before it ends/);
    assert.equal(host.sent.length, 0);
    client.close();
  });
}

test("a stream fails when its call is canceled, so that a command that reads it ends", async () => {
  const { host, client } = await connected();
  client.commands.add({ count: async (film) => (await toBytes(film)).length });
  host.say({ command: { command: "count", args: [{ $stream: 5 }] }, id: "host:1", echo: "id" });
  await next(host, 1);
  host.say({ command: { command: "cancel", args: ["host:1"] }, id: "host:2", echo: "id" });
  const [, canceled] = await next(host, 2);
  assert.deepEqual([JSON.parse(canceled).code, JSON.parse(canceled).evt], ["canceled", { id: "host:1" }]);
  client.close();
});

for (const binary of [true, false]) {
  test(`a host that sends more of a stream than was granted is disconnected (${binary ? "bytes" : "text"})`, async () => {
    const { host, client } = await connected({}, new FakeHost({ binary }));
    const call = client.invoke("give");
    await next(host, 1);
    host.answer({ $stream: 9 }, 2);
    const reader = (await call).getReader();
    const first = reader.read();
    await next(host, 1);
    const chunk = new Uint8Array(window / 4);
    for (let i = 0; i < 4; i++) {
      host.say(binary ? frame(0, 9, chunk) : { chunk: { stream: 9, bytes: Buffer.from(chunk).toString("base64") } });
    }

    assert.deepEqual((await first).value, chunk);
    assert.equal(host.isOpen, true);
    host.say(binary ? frame(0, 9, few) : { chunk: { stream: 9, bytes: "AQID" } });
    assert.equal(host.isOpen, false);
    await stateOf(client, "closed");
    for (let i = 0; i < 3; i++) {
      await reader.read(); // these were granted
    }

    const error = await failure(reader.read());
    assert.equal(error.code, "connection_lost");
    assert.match(error.message, /more of stream 9 than it was granted/);
  });
}
