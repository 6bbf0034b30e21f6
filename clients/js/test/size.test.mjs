// What a page has to load.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const limit = 12 * 1024;
const root = join(import.meta.dirname, "..");

async function bundled(source) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
  });
  return outputFiles[0].text;
}

test("all of the client is less than 12 KiB, minified and compressed", (t) => {
  const size = gzipSync(readFileSync(join(root, "dist/liaison.js")), { level: 9 }).length;
  t.diagnostic(`${size} bytes`);
  assert.ok(size < limit, `${size} bytes`);
});

test("a page's bundle has nothing of Node", async () => {
  const text = await bundled('import { connect } from "liaison-client"; connect(location.hash);');
  assert.ok(gzipSync(text).length < limit);
  assert.doesNotMatch(text, /node:|child_process|require\(/);
});

test("what a page does not use is left out", async () => {
  const text = await bundled('import { ref } from "liaison-client"; console.log(ref("a"));');
  assert.ok(text.length < 600, `${text.length} characters: ${text}`);
});

test("the package needs no other one at run time", () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  assert.equal(dependencies, undefined);
  assert.deepEqual(Object.keys(peerDependencies), ["ws"]);
  assert.equal(peerDependenciesMeta.ws.optional, true);
});
