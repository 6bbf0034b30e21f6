// Drives a NodeCompanion with the npm client rpc-websockets:
//
//   node rpc-websockets.mjs <url>
//
// Ends with 0, or says what differs from what JSON-RPC 2.0 promises, and ends with 1. This client has no batches, and answers no
// requests: it knows the notifications of its server alone. Its events ("rpc.on", {"notification": ...}) are no JSON-RPC.

import assert from "node:assert/strict";
import { once } from "node:events";
import { Client } from "rpc-websockets";

const [url] = process.argv.slice(2);

let lastId = 0;
const client = new Client(url, { reconnect: false }, () => `call ${++lastId}`);
await new Promise((resolve, reject) => client.once("open", resolve).once("error", reject));

// Requests, by position and by name; errors with data; notifications.
assert.equal(await client.call("greet", ["Ada"]), "Hello, Ada!");
assert.equal(await client.call("greet", { greeting: "Welcome", name: "Ada" }), "Welcome, Ada!");
assert.equal(await client.call("ping"), "pong");
await assert.rejects(client.call("fail", ["on purpose"]), {
  code: -32000,
  message: "on purpose",
  data: { code: "failed", type: "System.InvalidOperationException" },
});
await assert.rejects(client.call("no_such_method"), { code: -32601, message: "Method not found" });
await assert.rejects(client.subscribe("frames"), { code: -32601, message: "Method not found" });
await client.notify("note", ["by position"]);
await client.notify("note", { text: "by name" });
await client.notify("no_such_method");
assert.deepEqual(await client.call("notes"), ["by position", "by name"]);

// What the host sends: notifications are events of the client.
const told = once(client, "told");
assert.equal(await client.call("tell_back", ["told", ["by position", 1]]), null);
assert.deepEqual(await told, [["by position", 1]]);
const toldByName = once(client, "told");
assert.equal(await client.call("tell_back", ["told", { text: "by name" }]), null);
assert.deepEqual(await toldByName, [{ text: "by name" }]);

// Cancellation and progress, of which this client knows nothing: they are notifications like others.
client.once("lingering", () => client.notify("$/cancelRequest", { id: `call ${lastId}` }));
const canceled = client.call("linger");
await assert.rejects(canceled, { code: -32013 });
assert.equal(await client.call("canceled"), true);
const progress = [];
client.on("$/progress", (report) => progress.push(report));
assert.equal(await client.call("count", { to: 2, workDoneToken: "work", partialResultToken: 7 }), null);
assert.deepEqual(progress, [
  { token: "work", value: 0.5 },
  { token: 7, value: 1 },
  { token: "work", value: 1 },
  { token: 7, value: 2 },
]);

// Events, by the host's own means: those of this client are a convention that no other server has.
const event = once(client, "$/event");
await client.call("subscribe", ["trials.*"]);
await client.call("publish", ["trials.started", { trial: 3 }]);
assert.deepEqual(await event, [{ topic: "trials.started", value: { trial: 3 } }]);

const closed = once(client, "close");
client.close();
await closed;
