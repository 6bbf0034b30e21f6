// Drives a host with TypesCompanion through the client that was generated from it:
//
//   node drive-types.js <address>
//
// Ends with 0, or says what differs, and ends with 1.

import assert from "node:assert/strict";
import { type Everything, Grade, Rights, type Student, StudentNotFoundError, Tone, TypesCompanionClient } from "./types-companion.js";
import { HostError, WsCaller } from "./ws-caller.js";

const caller = await WsCaller.connect(process.argv[2] as string);
const host = new TypesCompanionClient(caller);

const ada: Student = { id: 1, "first-name": "Ada", friends: [] };
const everything: Everything = {
  boolean: true,
  int8: -128,
  uInt8: 255,
  int16: -32768,
  uInt16: 65535,
  int32: -2147483648,
  uInt32: 4294967295,
  int64: Number.MAX_SAFE_INTEGER,
  uInt64: Number.MAX_SAFE_INTEGER,
  int128: -Number.MAX_SAFE_INTEGER,
  uInt128: Number.MAX_SAFE_INTEGER,
  bigInteger: -Number.MAX_SAFE_INTEGER,
  half: 0.5,
  single: 1.5,
  double: 0.1,
  decimal: 12345678.12345,
  string: "äöü \u0000 \u{1f600} \"quoted\"",
  char: "ß",
  bytes: new Uint8Array([0, 1, 254, 255]),
  guid: "6f9619ff-8b86-d011-b42d-00c04fc964ff",
  uri: "https://example.org/a%20b",
  version: "1.2.3",
  dateTime: "2026-12-31T23:59:59.1234567",
  dateTimeOffset: "2026-12-31T23:59:59+02:00",
  date: "2026-12-31",
  time: "14:30:00",
  duration: "1.02:30:00",
  grade: Grade.Bad,
  rights: Rights.Read | Rights.Write,
  tone: Tone.Cold,
  shape: { kind: "circle", name: "round", radius: 2.5 },
  pair: [1, null],
  counts: { one: 1, none: null },
  byGrade: { Good: ["a"], Bad: [] },
  byNumber: { "-7": ["x", null] },
  page: { items: [{ ...ada, email: "ada@example.org", age: 36, grade: Grade.Good, friends: [ada] }], next: null },
  anything: { deep: [1, "two", null, true] },
  maybe: null,
};

const back = await host.echoEverything(everything);
const [student] = back.page.items;
assert.ok(student);
assert.deepEqual(student.friends, [{ ...ada, email: null, age: 18, grade: null }], "what was left out has its default");
assert.deepEqual({ ...back, page: null }, { ...everything, page: null });
assert.ok(back.bytes instanceof Uint8Array);
assert.equal(caller.sent.filter((command) => command === "contract").length, 1);

// What a number of JavaScript cannot hold is lost on reading, and what is not finite is text: the table in docs/guides/contracts.md.
assert.equal(JSON.stringify((await host.echoEverything({ ...everything, int64: 2 ** 53 })).int64), "9007199254740992");
assert.equal(Number((await host.echoEverything({ ...everything, double: "Infinity" as unknown as number })).double), Infinity);

assert.equal(await host.greet("Ada"), "Hello, Ada! Bad");
assert.equal(await host.greet("Ada", undefined, Grade.Good, "Lady "), "Hello, Lady Ada! Good");
assert.equal(await host.sumAll(1), 3);
assert.equal(await host.sumAll(1, 1, [10, 20]), 32);
assert.deepEqual(await host.label("x", { a: "1" }), { a: "1", class: "x" });
assert.equal(await host.nothing(), null);
await assert.rejects(host.findStudent(7), (error: unknown) => {
  assert.ok(error instanceof StudentNotFoundError);
  assert.deepEqual([error.code, error.message, error.id, error.leftOn], ["student_not_found", "There is no student 7.", 7, null]);
  return true;
});
assert.deepEqual((await host.aCommandWhoseNameAndParametersTakeMoreThanALine(ada, [null], { mit: [ada] }))?.items.length, 2);

const [items, reports]: [number[], number[]] = [[], []];
for await (const item of host.count(4, { onProgress: (report) => reports.push(report) })) {
  items.push(item);
}

assert.deepEqual([items, reports], [[1, 2, 3, 4], [0.25, 0.5, 0.75, 1]]);
for await (const item of host.count(1_000_000)) {
  if (item === 3) {
    break;
  }
}

// One connection and contract is asked once, however many clients there are.
assert.equal(await new TypesCompanionClient(caller).greet("Eve"), "Hello, Eve! Bad");
assert.equal(caller.sent.filter((command) => command === "contract").length, 1);

// A client of another contract is told what differs, each time that it calls.
const members = { greet: "(name:int32,greeting?:string,age:int32)->string", gone: "()->" };
await assert.rejects(caller.invoke("contract", ["ITypes", "0", members]), (error: unknown) => {
  assert.ok(error instanceof HostError);
  assert.equal(error.code, "contract_mismatch");
  assert.deepEqual(error.message.split("\n").slice(1), [
    "gone: the host has no such command.",
    "greet: its parameter 'name' is int32 at the client, and string at the host.",
    "greet: its parameter 'age' is 'grade' at the host.",
  ]);
  return true;
});

caller.close();
