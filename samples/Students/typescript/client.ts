// Uses the student system through the class that is generated from student.lmspc:
//
//   LIAISON_TOKEN=<the daemon's> node --experimental-websocket client.js [ws://host:port]

import { SocketCaller } from "./socket-caller.js";
import { type Student, StudentDaemonClient, StudentNotFoundError } from "./student-daemon.js";

const address = process.argv[2] ?? "ws://localhost:8003";
const caller = await SocketCaller.connect(address, process.env["LIAISON_TOKEN"] ?? "");
const school = new StudentDaemonClient(caller);

// A topic is a sequence: it subscribes when the first event is requested.
const events = school.studentAdded()[Symbol.asyncIterator]();
const added = events.next();

// An exception that the specification declares arrives with its own class.
try {
  await school.getStudent("nobody");
} catch (error) {
  if (!(error instanceof StudentNotFoundError)) {
    throw error;
  }

  console.log(`Not found: ${error.message}`);
}

const ada: Student = {
  id: crypto.randomUUID(),
  first_name: "Ada",
  last_name: "Lovelace",
  age: 36,
  photo: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
};
await school.updateStudent(ada);
console.log(`Added: ${(await added).value?.student.first_name}`);

const found = await school.getStudent(ada.id);
console.log(`Found: ${found.first_name} ${found.last_name}, ${found.age}, with a photo of ${found.photo.length} bytes`);

await events.return?.();
caller.close();
