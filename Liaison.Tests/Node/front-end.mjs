// Does what a front end of liaison-py does, to a Liaison that it starts itself:
//
//   node front-end.mjs token|no-token <hosted.dll> <liaison> [argument...]
//
// With "token" it gives the back end one, and presents it; with "no-token" it knows of none, as front ends of liaison-py do.
// Ends with 0, or says what differs from what such a front end relies on, and ends with 1.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import WebSocket from "ws";

const [mode, hosted, liaison, ...liaisonArguments] = process.argv.slice(2);
const token = mode === "token" ? randomUUID() : undefined;
const decoder = new TextDecoder();

const portTaken = 3;
const attempts = 5;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function start(address) {
  const environment = { ...process.env };
  delete environment.LIAISON_TOKEN;
  const options = ["websocket", address, "--load", hosted];
  if (token) {
    environment.LIAISON_TOKEN = token;
  } else {
    options.push("--no-token");
  }

  return spawn(liaison, [...liaisonArguments, ...options], { env: environment, stdio: ["ignore", "pipe", "inherit"] });
}

// The next chunk of the back end's output, exactly as the pipe gives it; the exit code where it ends without one.
function nextChunk(backEnd) {
  return new Promise((resolve) => {
    const onData = (data) => {
      backEnd.off("exit", onExit);
      resolve(decoder.decode(data));
    };
    const onExit = (code) => {
      backEnd.stdout.off("data", onData);
      resolve(code);
    };
    backEnd.stdout.once("data", onData);
    backEnd.once("exit", onExit);
  });
}

async function startAtFreePort(constants) {
  for (let attempt = 1; ; attempt++) {
    const address = `localhost:${await freePort()}`;
    const backEnd = start(address);
    const chunk = await nextChunk(backEnd);

    // Somebody else may take the port between the question which is free and the answer to it.
    if (chunk === portTaken && attempt < attempts) {
      continue;
    }

    assert.equal(chunk, `${constants.START_MARKER}@${address}`, "the first chunk on standard output is the marker and the address, and nothing else");
    return { address, backEnd };
  }
}

class Connection {
  #socket;
  #pending = new Map();

  constructor(socket) {
    this.#socket = socket;
    socket.on("message", (data, isBinary) => {
      assert.equal(isBinary, false, "replies are text");
      const message = JSON.parse(data.toString());
      const request = this.#pending.get(message.evt.id);
      assert.ok(request, `a message has the id of a request in its evt, and not ${JSON.stringify(message.evt)}`);
      this.#pending.delete(message.evt.id);
      request.resolve(message);
    });
    socket.on("close", (code) => {
      for (const request of this.#pending.values()) {
        request.reject(new Error(`the connection was closed with ${code} before a reply came`));
      }
    });
  }

  static async open(address) {
    const socket = new WebSocket(`ws://${address}${token ? `?token=${token}` : ""}`);
    await once(socket, "open");
    return new Connection(socket);
  }

  async send(command, args, kwargs = {}) {
    const request = { command: { command, args, kwargs }, id: randomUUID() };
    const reply = new Promise((resolve, reject) => this.#pending.set(request.id, { resolve, reject }));
    this.#socket.send(JSON.stringify(request));
    const message = await reply;
    assert.deepEqual(message.evt, request, "the reply's evt is the request");
    return message;
  }

  async run(command, args, kwargs) {
    const message = await this.send(command, args, kwargs);
    assert.equal(message.tag, "response", JSON.stringify(message));
    return message.response;
  }
}

async function drive(connection) {
  const greeter = "Liaison.Tests.Tool.Hosted.Greeter";
  assert.equal(await connection.run("ping", []), "pong");
  assert.equal(await connection.run("exists", [greeter]), true);
  assert.equal(await connection.run("exists", ["greeter"]), false);

  assert.equal(await connection.run("init", ["greeter", greeter], { liaison: "$liaison", greeting: "Welcome" }), "greeter");
  assert.equal(await connection.run("exists", ["greeter.greet"]), true);
  assert.equal(await connection.run("run", ["greeter.greet", "Ada"]), "Welcome, Ada!");
  assert.equal(await connection.run("run", ["greeter.greet"], { name: "Ada" }), "Welcome, Ada!");
  assert.equal(await connection.run("get", ["greeter.peers"]), 1, "the object was given the host itself");

  assert.equal(await connection.run("register", ["greet", "greeter.greet"]), "greet");
  assert.equal(await connection.run("run", ["greet", "Grace"]), "Welcome, Grace!");
  assert.equal(await connection.run("store", ["who", "Barbara"]), "who");
  assert.equal(await connection.run("run", ["greet", "$who"]), "Welcome, Barbara!");

  const tried = await connection.run("try", ["greeter.fail", "on purpose"]);
  assert.equal(tried.success, false);
  assert.match(tried.result.at(-1), /InvalidOperationException: on purpose\n$/);
  assert.deepEqual(await connection.run("try", ["greet", "Ada"]), { success: true, result: "Welcome, Ada!" });

  const failed = await connection.send("run", ["greeter.fail", "on purpose"]);
  assert.equal(failed.tag, "error");
  assert.match(failed.error.at(-1), /InvalidOperationException: on purpose\n$/);

  const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => connection.run("run", ["System.Math:Abs", -1 - n])));
  assert.deepEqual(answers, Array.from({ length: 100 }, (_, n) => n + 1), "each reply goes to the request that has its id");
}

async function stop(backEnd, address, constants) {
  const chunk = nextChunk(backEnd);
  const ended = once(backEnd, "exit");
  backEnd.kill();
  if (process.platform === "win32") {
    await ended; // there it is ended at once, and has no time to say anything
    return;
  }

  assert.equal(await chunk, `${constants.STOP_MARKER}@${address}`, "the last chunk on standard output is the other marker and the address");
  const [code, signal] = await ended;
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, "a back end that is told to stop ends with 0");
}

const constants = JSON.parse(execFileSync(liaison, [...liaisonArguments, "constants"], { encoding: "utf8" }));
assert.deepEqual(constants, { START_MARKER: "LIAISON:CONNECTED", STOP_MARKER: "LIAISON:DISCONNECTED" });

const { address, backEnd } = await startAtFreePort(constants);
try {
  const connection = await Connection.open(address);
  await drive(connection);
  await stop(backEnd, address, constants);
} finally {
  backEnd.kill("SIGKILL");
}

console.log(`A front end of liaison-py works with this Liaison (${mode}).`);
