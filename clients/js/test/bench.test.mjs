import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

test("the benchmark measures every client", async () => {
  const script = join(import.meta.dirname, "../bench/run.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script, "--rounds", "1", "--seconds", "0.1"]);
  for (const client of ["liaison-client", "ws", "json-rpc-2.0", "vscode-jsonrpc"]) {
    // Any figure: on a busy machine a tenth of a second is little.
    assert.match(stdout, new RegExp(`^\\| ${client} \\| [\\d,]+ \\|`, "m"));
  }
});
