// Drives a host through the client that was generated from a contract's assembly:
//
//   node drive-classroom.js <address>
//
// Ends with 0, or says what differs, and ends with 1.

import assert from "node:assert/strict";
import { ClassroomClient, ClassroomFullError, StudentNotFoundError } from "./classroom.js";
import { DeclaredError } from "./liaison.js";
import { WsCaller } from "./ws-caller.js";

const caller = await WsCaller.connect(process.argv[2] as string);
const classroom = new ClassroomClient(caller);

const added = classroom.studentAdded()[Symbol.asyncIterator]();
const first = added.next();
while (!caller.sent.includes("subscribe")) {
  await new Promise((resolve) => setImmediate(resolve));
}

await classroom.addStudent({ id: 1, "first-name": "Ada", friends: [] });
assert.equal((await first).value?.["first-name"], "Ada");
await added.return?.();

assert.equal((await classroom.getStudent(1))["first-name"], "Ada");
await assert.rejects(classroom.getStudent(2), (error: unknown) => {
  assert.ok(error instanceof StudentNotFoundError && error instanceof DeclaredError);
  assert.equal(error.name, "StudentNotFoundError");
  assert.equal(error.code, "student_not_found");
  assert.equal(error.message, "There is no student 2.");
  assert.equal(error.id, 2);
  assert.equal(error.leftOn, "2026-07-31");
  return true;
});
await assert.rejects(classroom.addStudent({ id: 1, "first-name": "Eve", friends: [] }), ClassroomFullError);
assert.equal(await classroom.find("x", 2, ["y", "z"]), "x 2 y z");

let pages = 0;
for await (const page of classroom.import(new Uint8Array([1, 2, 3]))) {
  pages += page.items.length;
}

assert.equal(pages, 3);
caller.close();
