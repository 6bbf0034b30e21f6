// The same t-test, called as front ends for liaison-py do, at the back end in .NET. With Node 22, or 20 and --experimental-websocket:
//
//   node samples/TTest/front-end.mjs [command of the back end, argument...]

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL(".", import.meta.url));
const [program, ...programArguments] = process.argv.length > 2 ? process.argv.slice(2) : ["dotnet", "run", "--project", project, "--"];
const startMarker = "LIAISON:CONNECTED@";

// start the back end at any free port, with a token that only the two processes know
const token = randomUUID();
const backEnd = spawn(program, [...programArguments, "serve", "localhost:0"], {
  env: { ...process.env, LIAISON_TOKEN: token },
  stdio: ["ignore", "pipe", "inherit"],
});

try {
  // wait for the marker, which ends with the address
  const address = await new Promise((resolve, reject) => {
    backEnd.stdout.on("data", (data) => {
      const text = data.toString();
      if (text.startsWith(startMarker)) {
        resolve(text.slice(startMarker.length));
      }
    });
    backEnd.once("exit", (code) => reject(new Error(`the back end ended with ${code}`)));
  });

  // the same data and the same message as for scipy, except for the name
  const a = [0.5982758, 0.67019733, 0.68617796, 0.28764011];
  const b = [0.41138649, 1.67023998, 1.0420896, 1.49671732];
  const message = {
    command: {
      command: "run",
      args: ["Stats:ttest_ind", a, b],
      kwargs: { equal_var: false },
    },
    id: randomUUID(),
  };

  const socket = new WebSocket(`ws://${address}?token=${token}`);
  const reply = await new Promise((resolve, reject) => {
    socket.addEventListener("open", () => socket.send(JSON.stringify(message)));
    socket.addEventListener("error", () => reject(new Error(`nobody answers at ${address}`)));
    socket.addEventListener("message", (event) => {
      const data = JSON.parse(event.data);
      if (data.evt.id === message.id) {
        resolve(data);
      }
    });
  });

  socket.close();
  if (reply.tag === "error") {
    throw new Error(reply.error.join(""));
  }

  const [t, p] = reply.response;
  console.log(`t = ${t}, p = ${p}`);
} finally {
  backEnd.kill();
}
