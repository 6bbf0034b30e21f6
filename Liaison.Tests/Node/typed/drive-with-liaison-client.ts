// Drives a host through a client that was generated from a contract, over the npm package liaison-client:
//
//   node drive-with-liaison-client.js <address>
//
// Ends with 0, or says what differs, and ends with 1.

import assert from "node:assert/strict";
import { connect, LiaisonError } from "liaison-client";
import { BytesClient } from "./bytes.js";
import { ClassroomClient, ClassroomFullError, StudentNotFoundError } from "./classroom.js";
import type { Caller, InvokeOptions } from "./liaison.js";

const liaison = await connect(process.argv[2] as string);
const caller: Caller = liaison;
const classroom = new ClassroomClient(caller);

const abort = new AbortController();
const seen: string[] = [];
const watching = (async () => {
  for await (const student of classroom.studentAdded({ signal: abort.signal })) {
    seen.push(student["first-name"]);
    abort.abort();
  }
})();

// The loop asks for the contract first, and subscribes once that is answered; what is sent then comes behind it.
await liaison.ping();
await new Promise((resolve) => setImmediate(resolve));
await classroom.addStudent({ id: 1, "first-name": "Ada", friends: [] });
await watching;
assert.deepEqual(seen, ["Ada"]);

assert.equal((await classroom.getStudent(1, undefined, { timeout: 30_000 }))["first-name"], "Ada");
await assert.rejects(classroom.getStudent(2), (error: unknown) => {
  assert.ok(error instanceof StudentNotFoundError);
  assert.ok(error.cause instanceof LiaisonError);
  assert.equal(error.code, "student_not_found");
  return true;
});
await assert.rejects(classroom.addStudent({ id: 1, "first-name": "Eve", friends: [] }), ClassroomFullError);
assert.equal(await classroom.find("x", 2, ["y", "z"]), "x 2 y z");

let pages = 0;
for await (const page of classroom.import(new Uint8Array([1, 2, 3]))) {
  pages += page.items.length;
}

assert.equal(pages, 3);

// Many bytes travel as a stream, so a method whose result is bytes asks for bytes, and the others do not.
const asked: unknown[] = [];
const recorder: Caller = {
  invoke: async <T>(command: string, _?: unknown[], options?: InvokeOptions) => {
    asked.push([command, options?.bytes]);
    return null as T;
  },
  stream: () => assert.fail(),
  subscribe: () => assert.fail(),
};
const bytes = new BytesClient(recorder);
await bytes.bytesEcho(new Uint8Array(1));
await bytes.bytesEchoMany([]);
assert.deepEqual(asked, [
  ["contract", undefined],
  ["bytes.Echo", true],
  ["bytes.EchoMany", undefined],
]);
liaison.close();
