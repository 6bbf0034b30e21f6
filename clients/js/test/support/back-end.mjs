// A back end that misbehaves, for the tests of launch:
//
//   node back-end.mjs <what> [<pid file>]
//
// It writes its process id to the file first.

import { writeFileSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { WebSocketServer } from "ws";

const [what, pidFile] = process.argv.slice(2);
if (pidFile) {
  writeFileSync(pidFile, String(process.pid));
}

const behaviours = {
  silent() {
    writeSync(2, "I will never say a word.\n");
    setInterval(() => {}, 1_000);
  },
  stubborn() {
    process.on("SIGTERM", () => {});
    behaviours.silent();
  },
  fails() {
    writeSync(1, "Starting.\n");
    writeSync(2, "The file settings.json is missing.\n");
    process.exitCode = 7;
  },
  // What is no message is told from what is one, whatever is before it, in one piece or in many.
  rubbish() {
    writeSync(1, 'Loading {"liaison":"almost"}\n{"liaison": half a line, ');
    setTimeout(() => serve((address) => writeSync(1, `and the end.\nLIAISON:CONNECTED@${address}`)), 20);
  },
  chatty() {
    serve((address) =>
      writeSync(
        1,
        `${"x".repeat(200_000)}\n{"liaison":"ready","transport":"websocket","address":"ws://${address}","token":null}\nand on\n`,
      ),
    );
  },
  ignores() {
    process.on("SIGTERM", () => {});
    serve((address) => writeSync(1, `LIAISON:CONNECTED@${address}`));
  },
  // Reads late, and ends at once when it is told to. The code tells whether it had read a call.
  prompt() {
    let hasRead = false;
    process.on("SIGTERM", () => process.exit(hasRead ? 0 : 5));
    serve(
      (address) => writeSync(1, `LIAISON:CONNECTED@${address}`),
      () => (hasRead = true),
      (read) => setTimeout(read, 200),
    );
  },
  // Ends each time that it is called.
  fragile() {
    serve(
      (address) => writeSync(1, `LIAISON:CONNECTED@${address}`),
      () => process.exit(9),
    );
  },
  // Says that it listens where nobody does.
  liar() {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => writeSync(1, `LIAISON:CONNECTED@localhost:${port}`));
    });
    setInterval(() => {}, 1_000);
  },
  // Speaks over its standard streams, and ends with its input.
  speaks() {
    process.stdin.on("end", () => process.exit());
    process.stdin.on("data", (lines) => {
      for (const line of lines.toString().trimEnd().split("\n")) {
        writeSync(1, `${JSON.stringify({ response: "pong", tag: "response", evt: { id: JSON.parse(line).id } })}\n`);
      }
    });
  },
  // Writes the first half of a letter, and the second half when it is called.
  halves() {
    const letter = Buffer.from("ä");
    serve(
      (address) => {
        writeSync(1, `{"liaison":"ready","transport":"websocket","address":"ws://${address}","token":null}\n`);
        writeSync(2, Buffer.concat([Buffer.from("M"), letter.subarray(0, 1)]));
      },
      (count) => {
        if (count === 1) {
          writeSync(1, Buffer.concat([Buffer.from("M"), letter.subarray(0, 1)]));
          return;
        }

        for (const output of [1, 2]) {
          writeSync(output, Buffer.concat([letter.subarray(1), Buffer.from("rz")]));
        }
      },
    );
  },
  babbles() {
    process.stdin.on("data", () => writeSync(1, "What do you mean?\n"));
  },
};

function serve(say, onCall = () => {}, soon = (read) => read()) {
  let calls = 0;
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("listening", () => say(`localhost:${server.address().port}`));
  server.on("connection", (socket) =>
    socket.on("message", (data, isBinary) =>
      soon(() => {
        const text = isBinary ? data.subarray(8).toString() : data.toString();
        const { command, id } = JSON.parse(text);
        if (command.command === "call") {
          onCall(++calls);
        }

        const response = command.command === "token" ? (process.env.LIAISON_TOKEN ?? null) : "pong";
        socket.send(JSON.stringify({ response, tag: "response", evt: { id } }));
      }),
    ),
  );
}

behaviours[what]();
