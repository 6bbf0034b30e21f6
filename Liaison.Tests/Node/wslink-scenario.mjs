// What a wslink client of either version does with a host that serves a WslinkCompanion; run in Node and in a browser.

/** Connects with a secret, and gives the connection and its session; rejects with what the host answers to a wrong one. */
export function connect(wslink, url, secret) {
  return new Promise((resolve, reject) => {
    const connection = wslink.WebsocketConnection.newInstance({ urls: url, secret });
    connection.onConnectionReady((ready) => resolve({ connection, session: ready.getSession() }));
    connection.onConnectionError((_, error) => reject(error));
    connection.connect();
  });
}

const rejection = (promise) => promise.then((value) => ({ resolved: value }), (error) => error);

async function toBytes(value) {
  return value instanceof Blob ? new Uint8Array(await value.arrayBuffer()) : new Uint8Array(value.buffer ?? value, value.byteOffset ?? 0, value.byteLength);
}

function nextEvent(session, topic) {
  return new Promise((resolve) => {
    const subscription = session.subscribe(topic, ([value]) => {
      subscription.unsubscribe();
      resolve(value);
    });
  });
}

/** Runs all of it; check(actual, expected, what) throws where the two differ. */
export async function run({ wslink, url, secret, check, megabytes }) {
  check((await rejection(connect(wslink, url, "wrong"))).code, -32000, "a wrong secret");

  const { connection, session } = await connect(wslink, url, secret);
  check(await session.call("bench.sqrt", [6.25]), 2.5, "a call");
  check(
    await session.call("bench.kw", [1, "two", null, [3], { a: 1 }], { x: 1, y: "z" }),
    { args: [1, "two", null, [3], { a: 1 }], kwargs: { x: 1, y: "z" } },
    "arguments by position and by name",
  );
  check(await session.call("bench.none"), null, "no result");
  check(await rejection(session.call("no.such.method")), { code: -32601, message: "Unregistered method called", data: "no.such.method" }, "no method");
  const failure = await rejection(session.call("bench.fail", ["on purpose"]));
  check([failure.code, failure.message, failure.data.method, failure.data.message], [-32001, "Exception raised", "bench.fail", "on purpose"], "a failure");

  // Events, which nobody has to ask for, and bytes in them.
  let event = nextEvent(session, "my.topic");
  check(await session.call("bench.pub", ["my.topic", { n: 1, s: "x" }]), "published", "publishing");
  check(await event, { n: 1, s: "x" }, "an event");
  event = nextEvent(session, "my.topic");
  check(await session.call("bench.pubbin", ["my.topic"]), "ok", "publishing bytes");
  check([...(await toBytes((await event).img))], [0x89, 0x50, 0x4e, 0x47], "bytes in an event");

  // Bytes both ways.
  check([...(await toBytes((await session.call("bench.getbin")).blob))], [0, 1, 2, 0xfe, 0xff], "bytes in a result");
  const two = (await session.call("bench.getbin2")).list;
  check(await Promise.all(two.map(async (each) => (await toBytes(each)).length)), [3, 4], "two values of bytes");
  const bytes = session.addAttachment(new Uint8Array([1, 2, 3, 255]).buffer);
  check(await session.call("bench.putbin", [bytes]), "got bytes len 4 b'\\x01\\x02\\x03\\xff'", "bytes as an argument");

  // A long message, which goes in chunks both ways in version 2.
  const long = new Uint8Array(megabytes * 1024 * 1024);
  for (let i = 0; i < long.length; i += 4096) {
    long[i] = i / 4096;
  }
  const echoed = await toBytes(await session.call("bench.echo", [session.addAttachment(long.buffer)]));
  check(echoed.length, long.length, "a long message's length");
  check(echoed.every((value, index) => value === long[index]), true, "a long message's bytes");

  // Another client that narrows what it is sent.
  const other = await connect(wslink, url, secret);
  check(await other.session.call("subscribe", ["yours.*"]), true, "narrowing");
  const seen = [];
  other.session.subscribe("mine.one", ([value]) => seen.push(value));
  const theirs = nextEvent(other.session, "yours.one");
  const mine = nextEvent(session, "mine.one");
  await session.call("bench.pub", ["mine.one", 1]);
  await session.call("bench.pub", ["yours.one", 2]);
  check([await mine, await theirs, seen], [1, 2, []], "two clients with different topics");

  // What a client that ends its application calls is the host's business, which has no such command.
  check((await rejection(other.session.call("application.exit.later", [1]))).code, -32601, "the end of the application");
  await other.session.close();
  await session.close();
}
