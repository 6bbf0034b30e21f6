// Drives a NodeCompanion with vscode-jsonrpc, the client of language servers, over a Unix socket or over the standard streams of a
// process that it starts:
//
//   node vscode-jsonrpc.mjs connect <path>
//   node vscode-jsonrpc.mjs start <program> [argument...]
//
// Ends with 0, or says what differs from what such a client relies on, and ends with 1. It has no batches.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import rpc from "vscode-jsonrpc/node";

const [how, target, ...targetArguments] = process.argv.slice(2);
const requestCancelled = -32800; // of language servers
const { byName, byPosition } = rpc.ParameterStructures;

// The streams, and what tells that the other end has let go of them.
async function open() {
  if (how === "start") {
    const child = spawn(target, targetArguments, { stdio: ["pipe", "pipe", "inherit"] });
    const exited = once(child, "exit");
    return { input: child.stdout, output: child.stdin, ended: exited.then(([code]) => code) };
  }

  const socket = connect(target);
  await once(socket, "connect");
  return { input: socket, output: socket, ended: once(socket, "close").then(() => 0) };
}

const { input, output, ended } = await open();
const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(input), new rpc.StreamMessageWriter(output));
connection.onError((error) => assert.fail(error));

const told = [];
let canceledHere = false;

connection.onRequest("add", (a, b) => a + b);
connection.onRequest("add_named", ({ a, b }) => a + b);
connection.onRequest("ask_again", async (name) => `${await connection.sendRequest("greet", byPosition, name)} Again.`);
connection.onRequest("refuse", () => {
  throw new rpc.ResponseError(4711, "not today", { until: "tomorrow" });
});
connection.onRequest("linger", (token) => {
  const canceled = new Promise((_, reject) => {
    token.onCancellationRequested(() => {
      canceledHere = true;
      reject(new rpc.ResponseError(requestCancelled, "canceled here"));
    });
  });
  connection.sendNotification("lingering");
  return canceled;
});
const anyProgress = new rpc.ProgressType();
connection.onRequest("count", async ({ to, workDoneToken, partialResultToken }) => {
  for (let i = 1; i <= to; i++) {
    await connection.sendProgress(anyProgress, workDoneToken, i / to);
    await connection.sendProgress(anyProgress, partialResultToken, i);
  }
  return null;
});
connection.onNotification("told", (text) => void told.push(text));
connection.listen();

// Requests, by position and by name; errors with data; notifications.
assert.equal(await connection.sendRequest("greet", byPosition, "Ada"), "Hello, Ada!");
assert.equal(await connection.sendRequest("greet", byName, { greeting: "Welcome", name: "Ada" }), "Welcome, Ada!");
assert.equal(await connection.sendRequest("greet", "Ada", "Welcome"), "Welcome, Ada!");
assert.equal(await connection.sendRequest("greet", byPosition, "Grüße 🦉"), "Hello, Grüße 🦉!");
assert.equal(await connection.sendRequest("ping"), "pong");
await assert.rejects(connection.sendRequest("fail", "on purpose"), (error) => {
  assert.ok(error instanceof rpc.ResponseError);
  assert.equal(error.code, -32000);
  assert.equal(error.message, "on purpose");
  assert.equal(error.data.code, "failed");
  assert.equal(error.data.type, "System.InvalidOperationException");
  return true;
});
await assert.rejects(connection.sendRequest("no_such_method"), { code: rpc.ErrorCodes.MethodNotFound });
await assert.rejects(connection.sendRequest("greet", byName, { nobody: 1 }), { code: rpc.ErrorCodes.InvalidParams });
await connection.sendNotification("note", byPosition, "by position");
await connection.sendNotification("note", byName, { text: "by name" });
await connection.sendNotification("no_such_method");
assert.deepEqual(await connection.sendRequest("notes"), ["by position", "by name"]);

// Calls from the host: from inside a command, nested, and by itself.
assert.equal(await connection.sendRequest("ask_back", "add", [2, 3]), 5);
assert.equal(await connection.sendRequest("ask_back", "add_named", { a: 2, b: 3 }), 5);
assert.equal(await connection.sendRequest("ask_back", "ask_again", ["Ada"]), "Hello, Ada! Again.");
await assert.rejects(connection.sendRequest("ask_back", "refuse", []), /not today/);
await assert.rejects(connection.sendRequest("ask_back", "no_such_method", []), /no_such_method/);
assert.equal(await connection.sendRequest("tell_back", "told", ["by the host"]), null);
assert.deepEqual(told, ["by the host"]);
await connection.sendRequest("ask_from_outside", "$liaison", "add", [20, 22]);
assert.equal(await connection.sendRequest("answer"), 42);

// Cancellation: from here, seen there, and the other way round.
const source = new rpc.CancellationTokenSource();
connection.onNotification("lingering", () => source.cancel());
const canceled = connection.sendRequest("linger", source.token);
await assert.rejects(canceled, (error) => error.data.code === "canceled");
assert.equal(await connection.sendRequest("canceled"), true);
assert.equal(await connection.sendRequest("cancel_back", "linger"), "canceled");
await connection.sendRequest("ping");
assert.equal(canceledHere, true, "what the host canceled it has told before it answers again");

// Progress, and items one by one: from there to here, and the other way round.
const reports = [];
connection.onProgress(anyProgress, "work", (value) => reports.push(["work", value]));
connection.onProgress(anyProgress, 7, (value) => reports.push([7, value]));
assert.equal(await connection.sendRequest("count", byName, { to: 2, workDoneToken: "work", partialResultToken: 7 }), null);
assert.deepEqual(reports, [["work", 0.5], [7, 1], ["work", 1], [7, 2]]);
assert.deepEqual(await connection.sendRequest("stream_back", "count", 2), [[0.5, 1], [1, 2]]);

// Events.
const event = new Promise((resolve) => connection.onNotification("$/event", resolve));
await connection.sendRequest("subscribe", "trials.*");
await connection.sendRequest("publish", "trials.started", { trial: 3 });
assert.deepEqual(await event, { topic: "trials.started", value: { trial: 3 } });

connection.end();
assert.equal(await ended, 0, "the other end lets go when it reads the end");
connection.dispose();
