// Measures one client, and prints its calls a second:
//
//   LIAISON_TOKEN=<token> node measure.mjs <client> <seconds> <in flight> <address>

import { clients } from "./clients.mjs";

const [name, seconds, inFlight, address] = process.argv.slice(2);
const token = process.env.LIAISON_TOKEN;
const { call, close } = await clients[name]({ address, token });

async function callsIn(milliseconds) {
  const end = performance.now() + milliseconds;
  let calls = 0;
  const loop = async () => {
    for (; performance.now() < end; calls++) {
      const root = await call(calls);
      if (!(root >= 0)) {
        throw new Error(`The answer is ${root}.`);
      }
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: Number(inFlight) }, loop));
  return (calls * 1_000) / (performance.now() - start);
}

await callsIn(Math.min(1_000, seconds * 500)); // until everything is compiled
console.log(Math.round(await callsIn(seconds * 1_000)));
close();
