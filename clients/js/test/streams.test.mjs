import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import { after, before, describe, test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { connect, launch, LiaisonError } from "liaison-client";
import { dotnet, freshName, freshPath, Host, toolArguments } from "./support/host.mjs";
import { failure, scenarios } from "./support/scenarios.mjs";

for (const [name, transport] of [
  ["a Unix socket", () => ["unix", freshPath()]],
  ["a named pipe", () => ["pipe", freshName()]],
]) {
  describe(`over ${name}`, () => {
    let host;
    before(async () => (host = await Host.start(transport())));
    after(() => host?.stop());

    for (const [what, scenario] of Object.entries(scenarios)) {
      test(what, async () => {
        const client = await connect(host.address);
        try {
          await scenario({ client, binary: false, LiaisonError });
        } finally {
          client.close();
        }
      });
    }

    test("with a header before each message", async () => {
      const client = await connect(host.address, { framing: "headers" });
      assert.deepEqual(await client.invoke("echo", ["ä\n".repeat(70_000)]), "ä\n".repeat(70_000));
      assert.deepEqual(await Promise.all([client.ping(), client.invoke("greet", ["Ada"])]), ["pong", "Hello, Ada!"]);
      client.close();
    });

    test("a message past the limit ends the connection", async () => {
      const client = await connect(host.address, { maxMessageBytes: 1_000, reconnect: false });
      const error = await failure(client.invoke("echo", ["x".repeat(2_000)]));
      assert.equal(error.code, "connection_lost");
      assert.match(error.message, /maxMessageBytes, 1000/);
    });
  });
}

describe("over standard streams", () => {
  let launched;
  before(async () => {
    launched = await launch({ command: dotnet, args: toolArguments(["stdio"]) });
  });
  after(() => launched?.stop());

  // The last one closes the client, which is the one that there is.
  for (const [what, scenario] of Object.entries(scenarios)) {
    test(what, () => scenario({ client: launched.client, binary: false, LiaisonError }));
  }

  test("there is one connection", async () => {
    assert.match(
      (
        await failure(
          launched.backend.open(
            () => {},
            () => {},
          ),
        )
      ).message,
      /standard streams|stopped|ended/,
    );
  });
});

test("with lengths before the messages bytes go as they are", async () => {
  const path = freshPath();
  const server = createServer((socket) =>
    socket.on("data", (data) => socket.write(Buffer.concat([data.subarray(0, 3), data.subarray(3)]))),
  ).listen(path);
  await once(server, "listening");
  const client = await connect(`unix:${path}`, { framing: "length" });
  const asked = new Promise((resolve) => client.commands.handle("mine", ({ args }) => resolve(args)));
  void client.invoke("mine", [new Uint8Array([1, 2])]).catch(() => {});
  assert.deepEqual(await asked, [new Uint8Array([1, 2])], "an echo of the request is a call of the host");
  client.close();
  server.close();
});

test("messages are found however the stream is cut", async () => {
  const path = freshPath();
  const answer = '{"response":"ä😀","tag":"response","evt":{"id":1}}';
  const answers = {
    lines: `\r\n${answer}\r\n\n`,
    headers: `Content-Type: x\r\ncontent-length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`,
    length: Buffer.concat([Buffer.from([Buffer.byteLength(answer), 0, 0, 0, 0]), Buffer.from(answer)]),
  };
  const maxMessageBytes = Buffer.byteLength(answer);
  for (const [framing, bytes] of Object.entries(answers)) {
    const server = createServer((socket) => {
      socket.setNoDelay().on("error", () => {});
      socket.once("data", async () => {
        for (const byte of Buffer.from(bytes)) {
          socket.write(Buffer.from([byte]));
          await new Promise(setImmediate);
        }
      });
    }).listen(path);
    await once(server, "listening");
    const client = await connect(`unix:${path}`, { framing, maxMessageBytes });
    assert.equal(await client.ping(), "ä😀", framing);
    client.close();
    server.close();
    await once(server, "close");
  }

  assert.equal(existsSync(path), false);
});

test("a message of exactly the limit arrives, and so do the messages before one past it", async () => {
  const path = freshPath();
  const answer = '{"response":"pong","tag":"response","evt":{"id":1}}';
  const frames = {
    lines: (text) => `${text}\r\n`,
    headers: (text) => `Content-Length: ${text.length}\r\n\r\n${text}`,
    length: (text) => Buffer.concat([Buffer.from([text.length, 0, 0, 0, 0]), Buffer.from(text)]),
  };
  for (const [framing, frame] of Object.entries(frames)) {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => socket.write(Buffer.concat([Buffer.from(frame(answer)), Buffer.from(frame(`${answer} `))])));
    }).listen(path);
    await once(server, "listening");
    const client = await connect(`unix:${path}`, { framing, maxMessageBytes: answer.length, reconnect: false });
    const ended = new Promise((resolve) => client.onState((_, reason) => resolve(reason)));
    assert.equal(await client.ping(), "pong", framing);
    assert.match((await ended).message, /maxMessageBytes/);
    server.close();
    await once(server, "close");
  }
});

// Accepts nobody until it reads a byte.
const busyHost = `
  require("node:net").createServer().listen({ path: process.argv[1], backlog: 1 }, () => {
    require("node:fs").writeSync(1, "listening");
    require("node:fs").readSync(0, Buffer.alloc(1));
  });`;

test("a client waits while no more peers may wait for the host", { skip: process.platform !== "linux" }, async () => {
  const path = freshPath();
  const host = spawn(process.execPath, ["-e", busyHost, path], { stdio: ["pipe", "pipe", "inherit"] });
  await once(host.stdout, "data");
  const waiting = [];
  let full;
  while (!full) {
    const socket = createConnection(path);
    waiting.push(socket);
    full = await once(socket, "connect").then(
      () => undefined,
      (error) => error,
    );
  }

  assert.equal(full.code, "EAGAIN");
  assert.match((await failure(connect(`unix:${path}`))).message, /no more may wait.*MaxConnections/);

  const connecting = connect(`unix:${path}`);
  await nextTurn(); // after the first attempt
  host.stdin.write("\n");
  const client = await connecting;
  assert.equal(client.state, "ready");

  client.close();
  waiting.forEach((socket) => socket.destroy());
  host.kill();
  await once(host, "exit");
  await rm(path, { force: true });
});

test("where nobody listens the error says so", async () => {
  for (const address of ["unix:/nowhere/x.sock", `pipe:${freshName()}`]) {
    const error = await failure(connect(address));
    assert.equal(error.code, "connection_failed");
    assert.match(error.message, /^Nobody answers at (unix|pipe):.*ENOENT.*Start the host/);
  }

  for (const address of ["pipe:", "unix:", "tcp:1"]) {
    assert.ok((await failure(connect(address))) instanceof TypeError);
  }

  assert.ok((await failure(connect("unix:/nowhere", { framing: "smoke" }))) instanceof Error);
});
