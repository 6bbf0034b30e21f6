import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Backoff, connect, LiaisonClient, LiaisonError, WebSocketConnector } from "liaison-client";
import WebSocket from "ws";
import { FakeHost, messageOf, stateOf } from "./support/fake.mjs";
import { Host } from "./support/host.mjs";
import { Proxy } from "./support/proxy.mjs";
import { failure } from "./support/scenarios.mjs";

const atOnce = { minDelay: 0, maxDelay: 0 };

let host;
before(async () => (host = await Host.start()));
after(() => host?.stop());

async function throughProxy(observe = (connector) => connector) {
  const proxy = await Proxy.to(host.address);
  // The host goes by its own port, and not by the relay's.
  const headers = { Host: new URL(host.address).host };
  const create = (url, protocols) => new WebSocket(url, protocols, { headers });
  const connector = new WebSocketConnector(proxy.address, ["liaison", `liaison.token.${host.token}`], create);
  const client = await connect(observe(connector), { reconnect: { minDelay: 1, maxDelay: 5 } });
  return { proxy, client };
}

// How often each call was sent, and how often the host answered it, over all connections.
class Traffic {
  sent = new Map();
  answered = new Map();

  observe(connector) {
    const { sent, answered } = this;
    return {
      async open(onMessage, onClosed) {
        const channel = await connector.open((frame) => {
          const { tag, evt } = messageOf(frame);
          if (tag === "response" || tag === "error") {
            count(answered, evt.id);
          }

          onMessage(frame);
        }, onClosed);
        const send = (frame) => {
          const isSent = channel.send(frame);
          if (isSent) {
            count(sent, messageOf(frame).id);
          }

          return isSent;
        };
        return { binary: channel.binary, send, close: () => channel.close() };
      },
    };
  }
}

function count(counts, id) {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}

const most = (counts) => Math.max(...counts.values());

test("a client tells its states with the reasons", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: atOnce });
  assert.equal(client.state, "ready");
  const states = [];
  const stop = client.onState((state, reason) => states.push(`${state} ${reason?.code ?? ""}`));
  fake.cut("pulled");
  await stateOf(client, "lost");
  await stateOf(client, "ready");
  client.close();
  stop();
  assert.deepEqual(states, ["lost connection_lost", "connecting ", "ready ", "closed closed"]);
});

test("calls in flight fail, and those that were not sent are sent in their order", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: atOnce });
  const inFlight = client.invoke("one");
  fake.cut("pulled");
  const [second, third] = [client.invoke("two"), client.invoke("three", [new Uint8Array([1])])];
  const error = await failure(inFlight);
  assert.equal(error.code, "connection_lost");
  assert.match(error.message, /pulled.*Whether the host did what was asked is not known/);
  await stateOf(client, "ready");
  assert.deepEqual(
    fake.messages.map(({ command, id }) => [command.command, id]),
    [
      ["one", 1],
      ["two", 2],
      ["three", 3],
    ],
  );
  assert.deepEqual(fake.messages[2].command.args, [{ $attachment: 0 }], "bytes go beside the JSON after a lost connection too");
  fake.answer("too late", 1);
  fake.answer(2, 2);
  fake.answer(3, 3);
  assert.deepEqual(await Promise.all([second, third]), [2, 3]);
  client.close();
});

test("a call that waits for a connection can be canceled, and runs into its time limit", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: { minDelay: 60_000, maxDelay: 60_000 } });
  fake.cut("pulled");
  const abort = new AbortController();
  const [canceled, late] = [client.invoke("one", [], { signal: abort.signal }), client.invoke("two", [], { timeout: 1 })];
  abort.abort();
  assert.equal((await failure(canceled)).name, "AbortError");
  assert.equal((await failure(late)).code, "timeout");
  assert.deepEqual(fake.sent, []);
  client.close();
});

test("the first message over each connection says that bytes may come", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: atOnce });
  void client.ping().catch(() => {});
  fake.cut("pulled");
  await stateOf(client, "lost");
  await stateOf(client, "ready");
  void client.ping().catch(() => {});
  assert.deepEqual(
    fake.sent.map((frame) => typeof frame),
    ["object", "object"],
  );
  client.close();
});

test("calls of the host are canceled with the connection, and answered to nobody", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: atOnce });
  let finish;
  const aborted = new Promise((resolve) =>
    client.commands.handle("wait", ({ signal }) => {
      signal.addEventListener("abort", resolve);
      return new Promise((done) => (finish = done));
    }),
  );
  fake.say({ command: { command: "wait" }, id: "host:1", echo: "id" });
  fake.cut("pulled");
  await aborted;
  await stateOf(client, "ready");
  finish(1);
  await new Promise(setImmediate);
  assert.deepEqual(fake.sent, []);
  client.close();
});

for (const [name, wanted, isWantedAgain] of [
  ["left", [], false],
  ["left and wanted again", ["subscribe"], true],
]) {
  test(`of a subscription that is ${name} as the connection is lost, the next connection knows what is wanted then`, async () => {
    const fake = new FakeHost();
    const client = await LiaisonClient.connect(fake, { reconnect: atOnce });
    const events = client.subscribe("news");
    void events.next();
    fake.sent.length = 0;
    fake.cut("pulled");
    void events.return();
    if (isWantedAgain) {
      client
        .subscribe("news")
        .next()
        .catch(() => {});
    }

    await stateOf(client, "lost");
    await stateOf(client, "ready");
    assert.deepEqual(
      fake.messages.map(({ command }) => command.command),
      wanted,
    );
    client.close();
  });
}

test("a client gives up after so many attempts, and says why", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: { ...atOnce, attempts: 3 } });
  fake.isRefusing = true;
  fake.cut("pulled");
  const waiting = client.ping();
  const error = await failure(waiting);
  assert.deepEqual([error.code, client.state, fake.opened], ["closed", "closed", 4]);
  assert.match(error.message, /refused/);
});

test("a host that lets the client in and hangs up at once counts as one that does not let it in", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: { ...atOnce, attempts: 3 } });
  client.onState((state) => state === "ready" && fake.cut("no"));
  fake.cut("no");
  await stateOf(client, "closed");
  assert.equal(fake.opened, 4);
});

test("a client that does not connect again is closed by the first loss", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: false });
  fake.cut("pulled");
  await stateOf(client, "closed");
  assert.equal(fake.opened, 1);
});

test("an error that says that it is no use ends the attempts", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: atOnce });
  fake.open = () => Promise.reject(new LiaisonError("unauthorized", "no", { retry: false }));
  fake.cut("pulled");
  await stateOf(client, "closed");
});

test("what a listener throws does not keep the client from connecting", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: atOnce });
  const thrown = new Promise((resolve) => process.setUncaughtExceptionCaptureCallback(resolve));
  const stop = client.onState(() => {
    stop();
    throw new Error("mine");
  });
  fake.cut("pulled");
  await stateOf(client, "lost");
  await stateOf(client, "ready");
  assert.equal((await thrown).message, "mine");
  process.setUncaughtExceptionCaptureCallback(null);
  client.close();
});

test("closing ends a pause", async () => {
  const fake = new FakeHost();
  const client = await LiaisonClient.connect(fake, { reconnect: { minDelay: 1e9, maxDelay: 1e9 } });
  fake.cut("pulled");
  await stateOf(client, "lost");
  client.close();
  assert.equal(client.state, "closed");
});

test("pauses double up to the longest, and half of each is by chance", () => {
  const backoff = new Backoff({ minDelay: 100, maxDelay: 1_000, attempts: 6 });
  for (const longest of [100, 200, 400, 800, 1_000, 1_000]) {
    const pause = backoff.next();
    assert.ok(pause >= longest / 2 && pause <= longest, `${pause} of ${longest}`);
  }

  assert.equal(backoff.next(), undefined);
  backoff.reset();
  assert.ok(backoff.next() <= 100);
});

test("events of a subscription come again after a lost connection", async () => {
  const { proxy, client } = await throughProxy();
  const events = client.subscribe("news.*", { overflow: "latest" });
  let next = events.next();
  for (let round = 1; round <= 3; round++) {
    await client.invoke("publish", ["news.today", round]);
    assert.equal((await next).value.value, round);
    next = events.next();
    proxy.cut();
    await stateOf(client, "lost");
    await stateOf(client, "ready");
  }

  assert.equal(await client.invoke("subscribe", ["news.*"]), false, "it is subscribed already");
  await events.return();
  client.close();
  proxy.close();
});

test("what is called while the host is away is done when it is back", async () => {
  const { proxy, client } = await throughProxy();
  proxy.block();
  await stateOf(client, "lost");
  const call = client.invoke("add", [1, 2]);
  proxy.open();
  assert.equal(await call, 3);
  client.close();
  proxy.close();
});

test("of 200 lost connections under load no call is left unanswered, none is answered twice, and the subscription is back each time", async () => {
  const traffic = new Traffic();
  const { proxy, client } = await throughProxy((connector) => traffic.observe(connector));
  const settled = { answered: 0, lost: 0 };
  let isRunning = true;
  let made = 0;
  const load = Array.from({ length: 16 }, async () => {
    while (isRunning) {
      const n = ++made;
      try {
        assert.equal(await client.invoke("add", [n, 1]), n + 1);
        settled.answered++;
      } catch (error) {
        assert.equal(error.code, "connection_lost");
        settled.lost++;
      }
    }
  });
  const events = client.subscribe("round");
  let next = events.next();
  for (let round = 1; round <= 200; round++) {
    proxy.cut();
    await stateOf(client, "lost");
    await stateOf(client, "ready");
    await client.invoke("publish", ["round", round]);
    assert.equal((await next).value.value, round);
    next = events.next();
  }

  isRunning = false;
  await events.return();
  await Promise.all(load);
  assert.equal(settled.answered + settled.lost, made);
  assert.ok(settled.answered > 200 && settled.lost > 200, JSON.stringify(settled));
  assert.equal(most(traffic.sent), 1, "a call that was sent is not sent again, so that the host does nothing twice");
  assert.equal(most(traffic.answered), 1);
  assert.ok(traffic.answered.size >= settled.answered + 200, "with each answer, that to `publish` in each round included");
  assert.equal(proxy.accepted, 201);
  client.close();
  proxy.close();
});

for (const state of ["lost", "connecting"]) {
  test(`a client that a listener closes when it is ${state} stays closed`, async () => {
    const fake = new FakeHost();
    const client = await LiaisonClient.connect(fake, { reconnect: { minDelay: 0, maxDelay: 0 } });
    const states = [];
    client.onState((now) => now === state && client.close());
    client.onState((now) => states.push(now));
    fake.cut("pulled");
    await stateOf(client, "closed");
    await new Promise(setImmediate);
    await new Promise(setImmediate);

    assert.deepEqual([client.state, fake.opened, states.at(-1)], ["closed", 1, "closed"]);
  });
}
