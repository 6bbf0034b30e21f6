// What is published: what is in the package, its types, and that it needs nothing beside itself.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import prettier from "prettier";
import { Host } from "./support/host.mjs";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

// The package as it is installed, with nothing beside it.
const folder = mkdtempSync(join(tmpdir(), "liaison-js-"));
const installed = join(folder, "node_modules/liaison-client");
before(() => {
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, "package.json"), join(installed, "package.json"));
  cpSync(join(root, "dist"), join(installed, "dist"), { recursive: true });
  mkdirSync(join(folder, "node_modules/@types"));
  for (const types of ["@types/node", "undici-types"]) {
    cpSync(join(root, "node_modules", types), join(folder, "node_modules", types), { recursive: true });
  }
});
after(() => rmSync(folder, { recursive: true, force: true }));

async function compile(name, source, options) {
  writeFileSync(join(folder, name), source);
  const strict = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, target: "ES2022" };
  const compilerOptions = { ...strict, lib: ["ES2022", "DOM", "DOM.AsyncIterable"], ...options };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [name] }));
  await run(process.execPath, [tsc, "-p", folder]).catch((error) => assert.fail(error.stdout));
}

const use = `
  const client = await connect("ws://localhost:1", { token: "x", reconnect: { attempts: 3 } });
  const sum: number = await client.invoke<number>("add", [1, 2], { timeout: 5, kwargs: { x: client.ref("a.b") } });
  for await (const { topic, value } of client.subscribe<string>("a.*", { overflow: "latest" })) topic + value + sum;
  for await (const row of client.stream<{ id: number }>("rows")) row.id;
  client.commands.add({ confirm: (text: string) => text.length });
  try { await client.ping(); } catch (error) { if (error instanceof LiaisonError) error.code.trim(); }
  client.onState((state, reason) => state === "lost" && reason?.message);
`;

test("its types are those of Node under node resolution", () =>
  compile(
    "node.mts",
    `import { connect, launch, LiaisonError } from "liaison-client";
     import { serveWindows } from "liaison-client/electron";
     const { backend, stop } = await launch({ command: "x", restart: { times: 2 } });
     serveWindows({ handle() {}, removeHandler() {}, on() {}, removeListener() {} }, backend);
     await stop();
     export {};
     ${use}`,
    { module: "NodeNext", types: ["node"] },
  ));

test("its types are those of a page for a bundler, with nothing of Node", () =>
  compile("page.ts", `import { bridged, connect, LiaisonError } from "liaison-client"; bridged; export {}; ${use}`, {
    module: "ESNext",
    moduleResolution: "Bundler",
    customConditions: ["browser"],
    types: [],
  }));

test("it has what it needs and no more", async () => {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json"], { cwd: root, shell: process.platform === "win32" });
  const [{ files }] = [JSON.parse(stdout)].flatMap((packed) => (Array.isArray(packed) ? packed : Object.values(packed)));
  const paths = files.map((file) => file.path);
  assert.deepEqual(
    paths.filter((path) => !path.startsWith("dist/")),
    ["LICENSE", "README.md", "package.json"],
  );
  for (const path of [
    "dist/liaison.js",
    "dist/preload.cjs",
    "dist/esm/node/index.d.ts",
    "dist/cjs/electron/index.js",
    "dist/cjs/package.json",
  ]) {
    assert.ok(paths.includes(path), path);
  }
});

test("without ws it uses the platform's WebSocket, and says what to do where there is none", async () => {
  const host = await Host.start();
  writeFileSync(
    join(folder, "ping.mjs"),
    `import { connect } from "liaison-client";
     const client = await connect(process.argv[2], { token: process.env.LIAISON_TOKEN }).catch((error) => error);
     console.log(client.message ?? (await client.invoke("invert", [new Uint8Array([1, 2])])).join());
     client.close?.();`,
  );
  const env = { ...process.env, LIAISON_TOKEN: host.token };
  const ping = async (...options) =>
    (await run(process.execPath, ["--no-warnings", ...options, join(folder, "ping.mjs"), host.address], { env })).stdout.trim();
  try {
    assert.equal(await ping("--experimental-websocket"), "254,253");
    if (typeof WebSocket === "undefined") {
      assert.equal(await ping(), "This Node has no WebSocket. Install the package ws, or use Node 22 or later.");
    }
  } finally {
    await host.stop();
  }
});

test("its lock file has no address of a registry", () => {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  assert.deepEqual(
    Object.values(lock.packages).filter((each) => each.resolved),
    [],
  );
});

test("its files are as prettier leaves them", async () => {
  const { stdout } = await run("git", ["ls-files", "*.ts", "*.mjs"], { cwd: root }).catch(() => ({ stdout: "" }));
  const options = JSON.parse(readFileSync(join(root, ".prettierrc.json"), "utf8"));
  for (const file of stdout.split("\n").filter(Boolean)) {
    const text = readFileSync(join(root, file), "utf8");
    assert.equal(await prettier.format(text, { ...options, filepath: file }), text, file);
  }
});
