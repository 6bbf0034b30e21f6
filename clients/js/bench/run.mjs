// Compares the rate of liaison-client with those of others at the same host, in one run: a small call, 64 in flight over one WebSocket.
//
//   node bench/run.mjs [--rounds 7] [--seconds 3]
//
// Each round measures every client in a process of its own, in turn, so that what else the machine does falls on all of them. It prints the
// median of each, and of its ratios in the same round; with --check it ends with 1 where a goal is missed.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { Host } from "../test/support/host.mjs";

const inFlight = 64;
const goals = { ws: 0.9, "json-rpc-2.0": 1.5, "vscode-jsonrpc": 1.5 };
const names = ["liaison-client", ...Object.keys(goals)];
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    seconds: { type: "string", default: "3" },
    check: { type: "boolean", default: false },
  },
});

const run = promisify(execFile);
const host = await Host.start();
const rates = Object.fromEntries(names.map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  const first = round % names.length;
  for (const name of [...names.slice(first), ...names.slice(0, first)]) {
    const measure = [join(import.meta.dirname, "measure.mjs"), name, values.seconds, String(inFlight), host.address];
    const { stdout } = await run(process.execPath, measure, { env: { ...process.env, LIAISON_TOKEN: host.token } });
    rates[name].push(Number(stdout));
  }
}

await host.stop();

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
let isMissed = false;
console.log("| client | calls a second | liaison-client is | goal |\n|---|---|---|---|");
for (const name of names) {
  const ratio = median(rates[name].map((rate, round) => rates["liaison-client"][round] / rate));
  const goal = goals[name];
  isMissed ||= goal !== undefined && ratio < goal;
  console.log(
    `| ${name} | ${median(rates[name]).toLocaleString("en")} | ${goal ? `× ${ratio.toFixed(2)}` : ""} | ${goal ? `× ${goal}` : ""} |`,
  );
}

process.exitCode = values.check && isMissed ? 1 : 0;
