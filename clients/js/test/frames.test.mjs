// What stands on the wire, by a host that the test writes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LiaisonClient, ref } from "liaison-client";
import { FakeHost, messageOf } from "./support/fake.mjs";
import { failure } from "./support/scenarios.mjs";

async function connected(options = {}, host = new FakeHost({ binary: false })) {
  return { host, client: await LiaisonClient.connect(host, { reconnect: false, streams: false, ...options }) };
}

test("a request has its command, its arguments, its id, and asks for the id alone", async () => {
  const { host, client } = await connected();
  const call = client.invoke("greet", ["Ada", 1, null]);
  assert.equal(host.sent[0], '{"command":{"command":"greet","args":["Ada",1,null]},"id":1,"echo":"id"}');
  host.answer("Hello");
  assert.equal(await call, "Hello");
});

test("what a call wants stands beside its command", async () => {
  const { host, client } = await connected();
  void client
    .invoke("x", [], { kwargs: { $a: "$b", c: undefined }, timeout: 500, onProgress() {}, traceparent: "00-a-b-01" })
    .catch(() => {});
  void client.stream("y").next();
  assert.deepEqual(host.messages, [
    {
      command: { command: "x", args: [], kwargs: { $$a: "$$b" } },
      id: 1,
      echo: "id",
      timeout: 500,
      progress: true,
      traceparent: "00-a-b-01",
    },
    { command: { command: "y", args: [] }, id: 2, echo: "id", stream: true },
  ]);
  host.answer(null, 1);
});

test("strings are escaped for commands that resolve references, and for no others", async () => {
  const { host, client } = await connected();
  for (const [command, args] of [
    ["run", [ref("a.b"), "$x"]],
    ["store", ["n", "$x", { y: "$z" }]],
    ["mine", [{ y: ["$z", ref("q")] }]],
  ]) {
    void client.invoke(command, args);
  }

  assert.deepEqual(
    host.messages.map((message) => message.command.args),
    [["$a.b", "$$x"], ["n", "$x", { y: "$z" }], [{ y: ["$$z", "$q"] }]],
  );
});

test("a reference has a target", () => {
  assert.throws(() => ref(""), TypeError);
  assert.throws(() => ref(5), TypeError);
});

test("the first message over a binary connection is in the form for bytes, and those without bytes behind it are text", async () => {
  const { host, client } = await connected({}, new FakeHost());
  void client.ping();
  void client.ping();
  void client.invoke("x", [new Uint8Array([7, 8])]);
  const [first, second, third] = host.sent;
  assert.equal(new TextDecoder().decode(first.subarray(0, 4)), "LSN1");
  assert.equal(messageOf(first).id, 1);
  assert.equal(typeof second, "string");
  assert.deepEqual(messageOf(third).command.args, [{ $attachment: 0 }]);
  assert.deepEqual([...third.subarray(-6)], [2, 0, 0, 0, 7, 8]);
});

test("data that looks like the place of bytes is data, wherever the bytes of its call are", async () => {
  const { host, client } = await connected({}, new FakeHost());
  void client.ping();
  const lookalike = { $attachment: 0 };
  const bytes = new Uint8Array([1]);
  for (const [args, kwargs] of [
    [[bytes], { other: lookalike }],
    [[lookalike], { other: bytes }],
    [[], { first: lookalike, other: bytes }],
    [[bytes, lookalike], {}],
  ]) {
    void client.invoke("x", args, { kwargs });
    const sent = JSON.stringify({ args, kwargs }, (_, value) => (value instanceof Uint8Array ? "AQ==" : value));
    const { command } = messageOf(host.sent.at(-1));
    assert.deepEqual([typeof host.sent.at(-1), { args: command.args, kwargs: command.kwargs }], ["string", JSON.parse(sent)]);
  }
});

test("without attachments all is text", async () => {
  const { host, client } = await connected({ attachments: false }, new FakeHost());
  void client.invoke("x", [Buffer.from([1, 2, 3]), new Float64Array([1.5])]);
  assert.deepEqual(messageOf(host.sent[0]).command.args, ["AQID", [1.5]]);
  assert.equal(typeof host.sent[0], "string");
});

test("a value that JSON has nothing for fails the call and sends nothing", async () => {
  const { host, client } = await connected();
  assert.ok((await failure(client.invoke("x", [1n]))) instanceof TypeError);
  const cycle = {};
  cycle.self = cycle;
  assert.ok((await failure(client.invoke("x", [cycle]))) instanceof TypeError);
  assert.deepEqual(host.sent, []);
});

test("an error of liaison-py has the type and the text of its last line", async () => {
  const { host, client } = await connected();
  const call = client.ping();
  host.say({ error: ["Traceback ...\n", "  File x\n", "ValueError: two\nlines\n"], tag: "error", evt: host.messages[0] });
  const error = await failure(call);
  assert.deepEqual([error.code, error.type, error.message], ["failed", "ValueError", "two\nlines"]);
  assert.match(error.remoteStack, /^Traceback/);
});

test("an error brings its data", async () => {
  const { host, client } = await connected();
  const call = client.ping();
  host.say({ error: ["E: x\n"], tag: "error", evt: { id: 1 }, code: "mine", type: "E", message: "x", data: { limit: 3 } });
  assert.deepEqual((await failure(call)).data, { limit: 3 });
});

test("messages about nothing that is known are ignored", async () => {
  const { host, client } = await connected();
  const call = client.ping();
  for (const message of [
    { response: 1, tag: "response", evt: { id: 99 } },
    { response: 1, tag: "response", evt: {} },
    { next: 1, tag: "next", evt: { id: 1 } },
    { progress: 1, tag: "progress", evt: { id: 1 } },
    { tag: "news", message: 1, evt: { topic: "news" } },
    { response: { $stream: 7 }, tag: "response", evt: { id: 99 } },
    { chunk: { stream: 1, bytes: "***" } },
    { tag: { toString: 1 } },
    { command: { command: { toString: 1 } } },
    { error: [{ toString: 1 }], tag: "error", evt: { id: 99 } },
    "no JSON",
    new Uint8Array([76, 83, 78, 49, 255, 0, 0, 0, 1]),
    new Uint8Array([76, 83, 78, 50, 3, 1, 0, 0, 0, 0, 0, 0, 0]),
  ]) {
    host.say(message);
  }

  host.answer("pong", 1);
  assert.equal(await call, "pong");
});

for (const first of ['{"jsonrpc":"2.0","error":{"code":-32600},"id":null}', "<html>", "5"]) {
  test(`a first message in another language (${first.slice(0, 10)}) closes the client and says so`, async () => {
    const { host, client } = await connected({ reconnect: {} });
    const call = client.ping();
    host.say(first);
    assert.equal((await failure(call)).code, "connection_lost");
    assert.match((await failure(client.ping())).message, /does not speak the liaison protocol/);
    assert.equal(host.isOpen, false);
  });
}

test("bytes of a frame that is a view of a larger buffer are found", async () => {
  const { host, client } = await connected({}, new FakeHost());
  const call = client.ping();
  const json = new TextEncoder().encode(
    '{"response":{"a":[{"$attachment":1},{"$attachment":0},{"$attachment":2}]},"tag":"response","evt":{"id":1}}',
  );
  const frame = Buffer.concat([
    Buffer.from("....LSN1"),
    Buffer.from([json.length, 0, 0, 0]),
    json,
    Buffer.from([1, 0, 0, 0, 9, 0, 0, 0, 0]),
  ]).subarray(4);
  host.say(frame);
  assert.deepEqual(await call, { a: [new Uint8Array(0), new Uint8Array([9]), { $attachment: 2 }] });
});

test("a call of the host that is no notification is answered with its id, and any other with the request", async () => {
  const { host, client } = await connected();
  client.commands.add({ twice: (n) => 2 * n, nothing() {} });
  host.say({ command: { command: "twice", args: [2] }, id: "host:1", echo: "id" });
  host.say({ command: { command: "nothing" }, id: null });
  await new Promise(setImmediate);
  assert.deepEqual(host.messages, [
    { response: 4, tag: "response", evt: { id: "host:1" } },
    { response: null, tag: "response", evt: { command: { command: "nothing" }, id: null } },
  ]);
});

test("a batch that is not waited for is no failure that nobody handled", async () => {
  const { host, client } = await connected();
  const batch = client.batch();
  batch.invoke("x");
  void batch.send();
  host.say({ error: ["E: x\n"], tag: "error", evt: { id: 1 } });
  await new Promise(setImmediate);
  assert.deepEqual(await batch.send(), []);
});
