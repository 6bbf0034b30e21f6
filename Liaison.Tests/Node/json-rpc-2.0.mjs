// Drives a NodeCompanion with the npm client json-rpc-2.0, over WebSocket:
//
//   node json-rpc-2.0.mjs <url>
//
// Ends with 0, or says what differs from what JSON-RPC 2.0 promises, and ends with 1.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createJSONRPCNotification, createJSONRPCRequest, JSONRPCClient, JSONRPCErrorException, JSONRPCServer, JSONRPCServerAndClient } from "json-rpc-2.0";
import WebSocket from "ws";

const [url] = process.argv.slice(2);
const socket = new WebSocket(url);
const server = new JSONRPCServer({ errorListener: () => {} }); // it would write of errors that are on purpose
const peer = new JSONRPCServerAndClient(server, new JSONRPCClient((message) => socket.send(JSON.stringify(message))));
socket.on("message", (data) => peer.receiveAndSend(JSON.parse(data.toString())));
socket.on("close", (code) => peer.rejectAllPendingRequests(`the connection was closed with ${code}`));

const told = [];
const progress = [];
peer.addMethod("add", ([a, b]) => a + b);
peer.addMethod("add_named", ({ a, b }) => a + b);
peer.addMethod("ask_again", async ([name]) => `${await peer.request("greet", [name])} Again.`);
peer.addMethod("refuse", () => {
  throw new JSONRPCErrorException("not today", 4711, { until: "tomorrow" });
});
peer.addMethod("told", ([text]) => void told.push(text));
peer.addMethod("$/progress", (report) => void progress.push(report));

await once(socket, "open");

// Requests, by position and by name; errors with data; notifications.
assert.equal(await peer.request("greet", ["Ada"]), "Hello, Ada!");
assert.equal(await peer.request("greet", { greeting: "Welcome", name: "Ada" }), "Welcome, Ada!");
assert.equal(await peer.request("ping"), "pong");
await assert.rejects(peer.request("fail", ["on purpose"]), (error) => {
  assert.equal(error.code, -32000);
  assert.equal(error.message, "on purpose");
  assert.deepEqual(error.data, { code: "failed", type: "System.InvalidOperationException" });
  return true;
});
await assert.rejects(peer.request("no_such_method"), { code: -32601, message: "Method not found" });
await assert.rejects(peer.request("greet", { nobody: 1 }), { code: -32602 });
peer.notify("note", ["by position"]);
peer.notify("note", { text: "by name" });
peer.notify("no_such_method");
assert.deepEqual(await peer.request("notes"), ["by position", "by name"]);

// A batch: answers for requests alone, each with its id.
const answers = await peer.requestAdvanced([
  createJSONRPCRequest("one", "greet", ["Ada"]),
  createJSONRPCNotification("note", ["in a batch"]),
  createJSONRPCRequest("two", "no_such_method"),
  createJSONRPCRequest("three", "notes"),
]);
assert.deepEqual(answers.map((answer) => answer.id), ["one", "two", "three"]);
assert.equal(answers[0].result, "Hello, Ada!");
assert.equal(answers[1].error.code, -32601);
assert.deepEqual(answers[2].result, ["by position", "by name", "in a batch"]);

// Calls from the host: from inside a command, nested, in a batch, and by itself.
assert.equal(await peer.request("ask_back", ["add", [2, 3]]), 5);
assert.equal(await peer.request("ask_back", ["add_named", { a: 2, b: 3 }]), 5);
assert.equal(await peer.request("ask_back", ["ask_again", ["Ada"]]), "Hello, Ada! Again.");
await assert.rejects(peer.request("ask_back", ["refuse", []]), /not today/);
await assert.rejects(peer.request("ask_back", ["no_such_method", []]), /Method not found/);
assert.deepEqual(await peer.request("ask_back_at_once", ["add", [[1, 2], [3, 4]]]), [3, 7]);
assert.equal(await peer.request("tell_back", ["told", ["by itself"]]), null);
assert.deepEqual(told, ["in a batch", "by itself"]);
await peer.request("ask_from_outside", ["$liaison", "add", [20, 22]]);
assert.equal(await peer.request("answer"), 42);

// Cancellation and progress, of which this client knows nothing: they are notifications like others.
peer.addMethod("lingering", () => peer.notify("$/cancelRequest", { id: "long" }));
const canceled = peer.requestAdvanced(createJSONRPCRequest("long", "linger"));
assert.equal((await canceled).error.data.code, "canceled");
assert.equal(await peer.request("canceled"), true);
assert.deepEqual(await peer.request("count", { to: 2 }), [1, 2]);
assert.deepEqual(progress, []);
assert.equal(await peer.request("count", { to: 2, workDoneToken: "work", partialResultToken: 7 }), null);
assert.deepEqual(progress, [
  { token: "work", value: 0.5 },
  { token: 7, value: 1 },
  { token: "work", value: 1 },
  { token: 7, value: 2 },
]);

// Events.
const event = new Promise((resolve) => peer.addMethod("$/event", resolve));
await peer.request("subscribe", ["trials.*"]);
await peer.request("publish", ["trials.started", { trial: 3 }]);
assert.deepEqual(await event, { topic: "trials.started", value: { trial: 3 } });

socket.close();
await once(socket, "close");
