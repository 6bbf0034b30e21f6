// Builds dist: the modules as they are (esm, cjs) with their types, and the two files that have to be one: what a page without a bundler loads,
// and the preload script of Electron, which may load no other file.
//
//   node scripts/build.mjs

import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(dist, { recursive: true, force: true });
for (const project of ["tsconfig.json", "tsconfig.cjs.json"]) {
  execFileSync(process.execPath, [tsc, "-p", join(root, project)], { stdio: "inherit" });
}

writeFileSync(join(dist, "cjs", "package.json"), '{ "type": "commonjs" }\n');
const shared = { bundle: true, minify: true, legalComments: "none" };
await build({ ...shared, entryPoints: [join(dist, "esm", "index.js")], format: "esm", outfile: join(dist, "liaison.js") });
await build({
  ...shared,
  entryPoints: [join(dist, "esm", "electron", "preload.js")],
  format: "cjs",
  platform: "node",
  external: ["electron"],
  outfile: join(dist, "preload.cjs"),
});
