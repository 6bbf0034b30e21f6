// Back ends that are started: ours, liaison-py's stand-in, and those that misbehave. No process is left, whatever becomes of them.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, test } from "node:test";
import { launch } from "liaison-client";
import { stateOf } from "./support/fake.mjs";
import { dotnet, freshName, freshPath, toolArguments } from "./support/host.mjs";
import { gone, runs } from "./support/processes.mjs";
import { failure, same } from "./support/scenarios.mjs";

const standIn = join(import.meta.dirname, "../../../Liaison.Tests/Samples/StandIn");
const script = join(import.meta.dirname, "support/back-end.mjs");
const folder = mkdtempSync(join(tmpdir(), "liaison-js-"));
const started = [];

// On a build server all tests are to run.
const withoutPython = process.env.CI !== "true" && spawnSync("python3", ["--version"]).status !== 0 && "python3 is not on the PATH";

function backEnd(what, options = {}) {
  const pidFile = join(folder, freshName());
  started.push(pidFile);
  return { command: process.execPath, args: [script, what, pidFile], client: { reconnect: { minDelay: 1, maxDelay: 20 } }, ...options };
}

const pidOf = (options) => Number(readFileSync(options.args[2], "utf8"));

afterEach(() => {
  for (const pidFile of started.splice(0)) {
    const pid = Number(readFileSync(pidFile, "utf8"));
    assert.equal(runs(pid), false, `process ${pid} is left`);
  }
});

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

for (const [name, transport, options] of [
  ["a line of JSON over WebSocket", ["websocket", "localhost:0"], ["--ready", "json"]],
  ["a marker over WebSocket", ["websocket", "localhost:0"], []],
  ["a line of JSON over a pipe", ["pipe", freshName()], ["--ready", "json"]],
  ["a marker over a pipe", ["pipe", freshName()], []],
  ["a line of JSON over a Unix socket", ["unix", freshPath()], ["--ready", "json"]],
  ["a marker over a Unix socket", ["unix", freshPath()], []],
  ["a line of JSON over standard streams", ["stdio"], ["--ready", "json"]],
  ["a marker over standard streams", ["stdio"], []],
]) {
  test(`our tool is launched by ${name}, and ends in order`, async () => {
    const { client, pid, stop } = await launch({ command: dotnet, args: toolArguments(transport, ...options) });
    assert.equal(await client.invoke("add", [1, 2]), 3);
    const lingering = client.invoke("count", [50]);
    assert.deepEqual([await stop(), client.state, runs(pid)], [{ code: 0, signal: null }, "closed", false]);
    assert.equal((await lingering).length, 50, "what was under way is answered");
  });
}

test("a token is not asked for where it is turned off", async () => {
  const { client, stop } = await launch({ command: dotnet, args: toolArguments(["websocket", "localhost:0"], "--no-token"), token: false });
  assert.equal(await client.ping(), "pong");
  await stop();
});

test("the token goes by the environment, and no other variable is lost", async () => {
  const options = backEnd("ignores", { token: "secret-1", env: { MINE: "1" }, stopTimeout: 50 });
  const { client, stop } = await launch(options);
  assert.equal(await client.invoke("token"), "secret-1");
  await stop();
});

test("what liaison-py's front ends do is done with its stand-in", { skip: withoutPython }, async () => {
  const { client, stop } = await launch({
    command: "python3",
    args: ["-m", "liaison.websocket", `localhost:${await freePort()}`],
    env: { PYTHONPATH: standIn, PYTHONDONTWRITEBYTECODE: "1" },
    liaisonPy: true,
  });
  assert.equal(await client.run("math:sqrt", [4]), 2);
  const error = await failure(client.run("math:sqrt", [-1]));
  assert.deepEqual([error.code, error.type], ["failed", "ValueError"]);
  await stop();
});

test("a back end that ends at once fails with what it wrote", async () => {
  const error = await failure(launch(backEnd("fails")));
  assert.equal(error.code, "launch_failed");
  assert.match(
    error.message,
    /ended with code 7 before it was ready\.\nIt wrote to its standard error:\nThe file settings\.json is missing\.$/,
  );
});

test("a port that is taken fails with what the tool says", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const error = await failure(launch({ command: dotnet, args: toolArguments(["websocket", `localhost:${port}`]) }));
  assert.match(error.message, /ended with code 3 before it was ready\.\nIt wrote to its standard error:\n.*taken/s);
  server.close();
});

for (const what of ["silent", "stubborn"]) {
  test(`a back end that stays silent (${what}) is killed past the time limit`, async () => {
    const error = await failure(launch(backEnd(what, { readyTimeout: 3_000 })));
    assert.match(error.message, /did not say within 3000 ms that it is ready\..*readyTimeout.*\n.*\nI will never say a word\.$/s);
  });
}

test("a program that there is not is told", async () => {
  const error = await failure(launch({ command: "no-such-program", args: ["x"] }));
  assert.equal(error.code, "launch_failed");
  assert.match(error.message, /The back end \(no-such-program x\).*ENOENT/);
});

test("rubbish before the marker does no harm", async () => {
  const options = backEnd("rubbish");
  const { client, stop } = await launch(options);
  assert.equal(await client.ping(), "pong");
  await stop();
});

test("much output before and behind the line does no harm", async () => {
  let output = "";
  const { client, stop } = await launch(backEnd("chatty", { onOutput: (text) => (output += text) }));
  assert.equal(await client.ping(), "pong");
  await stop();
  assert.doesNotMatch(output, /xxx/);
});

test("a back end that is not where it says fails, and is ended", async () => {
  const error = await failure(launch(backEnd("liar")));
  assert.equal(error.code, "connection_failed");
});

test("a back end that speaks another language over its streams fails", async () => {
  const error = await failure(launch(backEnd("babbles", { transport: "stdio", stopTimeout: 500 })));
  assert.match(error.message, /did not answer over its standard streams/);
});

test("a call that was made before the back end is stopped reaches it before the signal", async () => {
  const { client, stop } = await launch(backEnd("prompt"));
  const call = client.invoke("call");
  assert.deepEqual(await Promise.all([stop(), call]), [{ code: 0, signal: null }, "pong"]);
});

test("a back end that does not end is killed past the deadline", async () => {
  const options = backEnd("ignores", { stopTimeout: 50 });
  const { stop } = await launch(options);
  assert.deepEqual(await stop(), { code: null, signal: "SIGKILL" });
});

test("a back end that is killed closes the client, which says so", async () => {
  const { client, pid } = await launch(backEnd("rubbish"));
  const reasons = [];
  client.onState((state, reason) => reasons.push(`${state}: ${reason?.message}`));
  process.kill(pid, "SIGKILL");
  await stateOf(client, "closed");
  assert.match(reasons.at(-1), /closed: The back end .* ended by SIGKILL\./);
});

test("a back end that ends is started again, if asked", async () => {
  const options = backEnd("fragile", { restart: true });
  const launched = await launch(options);
  const pid = launched.pid;
  assert.equal((await failure(launched.client.invoke("call"))).code, "connection_lost");
  assert.equal(await launched.client.ping(), "pong");
  assert.notEqual(launched.pid, pid);
  assert.equal(launched.pid, pidOf(options));
  await launched.stop();
});

test("a back end over standard streams is started again too", async () => {
  const launched = await launch({ command: dotnet, args: toolArguments(["stdio"]), restart: true });
  process.kill(launched.pid, "SIGKILL");
  await stateOf(launched.client, "lost");
  assert.equal(await launched.client.ping(), "pong");
  await launched.stop();
});

test("a back end over standard streams that is stopped is not started again by an attempt to connect", async () => {
  const options = backEnd("speaks", { transport: "stdio", restart: true });
  const { client, backend, pid } = await launch(options);
  client.close();
  const opening = failure(
    backend.open(
      () => {},
      () => {},
    ),
  );
  await backend.stop();
  assert.equal((await opening).code, "closed");
  assert.deepEqual([backend.pid, pidOf(options)], [pid, pid]);
});

test("a letter of the output that comes in two pieces is whole", async () => {
  const texts = { onOutput: "", onError: "" };
  const begun = {};
  const heard = (name, text) => {
    texts[name] += text;
    begun[name]?.();
  };
  const begins = (name) => new Promise((resolve) => (begun[name] = resolve));
  const errors = begins("onError");
  const { client, stop } = await launch(
    backEnd("halves", { onOutput: (text) => heard("onOutput", text), onError: (text) => heard("onError", text) }),
  );
  await errors;
  await Promise.all([begins("onOutput"), client.invoke("call")]);
  await client.invoke("call");
  await stop();
  assert.deepEqual(texts, { onOutput: "März", onError: "März" });
});

test("a back end that ends again and again is given up", async () => {
  const { client } = await launch(backEnd("fragile", { restart: { times: 2 } }));
  for (let i = 0; i < 3; i++) {
    same(["connection_lost", "closed"].includes((await failure(client.invoke("call"))).code), true);
  }

  await stateOf(client, "closed");
  assert.match((await failure(client.ping())).message, /ended with code 9/);
});

for (const [name, options] of [
  ["a back end of any kind", () => backEnd("rubbish")],
  ["a back end that does not end when it is told to", () => backEnd("ignores", { stopTimeout: 1_000 })],
  [
    "our tool, which watches its parent",
    () => ({ command: dotnet, args: toolArguments(["websocket", "localhost:0"], "--exit-with-parent") }),
  ],
]) {
  test(`${name} ends with the process that launched it, even where that is killed`, async () => {
    const parent = spawn(process.execPath, [join(import.meta.dirname, "support/parent.mjs"), JSON.stringify(options())], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    const pid = Number(line);
    assert.ok(runs(pid));
    parent.kill("SIGKILL");
    await gone(pid);
  });
}
