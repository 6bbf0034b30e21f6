import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, LiaisonError, toBytes } from "liaison-client";
import { Host } from "./support/host.mjs";
import { failure, scenarios } from "./support/scenarios.mjs";

let host;
before(async () => (host = await Host.start()));
after(() => host?.stop());

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`over WebSocket ${name}`, async () => {
    const client = await connect(host.address, { token: host.token });
    try {
      await scenario({ client, binary: true, LiaisonError });
    } finally {
      client.close();
    }
  });
}

test("a command of the client gets its bytes in one piece, however many they are", async () => {
  const client = await connect(host.address, { token: host.token });
  client.commands.add({ count: async (content) => new Uint8Array([(await toBytes(content)).length / 100_000]) });
  for (const count of [100_000, 2_000_000]) {
    assert.deepEqual(await client.invoke("bytes_back", ["count", new Uint8Array(count)]), new Uint8Array([count / 100_000]));
  }

  client.close();
});

test("a token may be had when it is asked for", async () => {
  const client = await connect(host.address, { token: async () => host.token });
  assert.equal(await client.ping(), "pong");
  client.close();
});

test("without the token nobody is let in, and the error says what to do and not the address's query", async () => {
  const error = await failure(connect(`${host.address}?token=wrong`));
  assert.equal(error.code, "connection_failed");
  assert.match(error.message, /^Nobody lets this client in at ws:\/\/localhost:\d+ \(.*401.*\)\. Start the host, and check/);
});

test("where nobody listens the error says so", async () => {
  const error = await failure(connect("ws://localhost:1"));
  assert.equal(error.code, "connection_failed");
});

test("what is no address is told", async () => {
  await assert.rejects(connect("http://localhost:1?token=secret"), /^TypeError: 'http:\/\/localhost:1' is not an address/);
});
