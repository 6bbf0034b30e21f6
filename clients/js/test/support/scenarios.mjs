// What a client does with a host that serves JavaScriptCompanion, whatever they are connected by. These run in Node and in a browser, so that
// they need nothing of either. Each is given a client of its own, `connected({ binary })` where bytes go beside the JSON.

/** Throws unless both have the same content. */
export function same(actual, expected, what = "") {
  const [a, e] = [show(actual), show(expected)];
  if (a !== e) {
    throw new Error(`${what || "The value"} is ${a}, and not ${e}.`);
  }
}

function show(value) {
  return JSON.stringify(value, (_, v) => (v instanceof Uint8Array ? `bytes:${v.join()}` : v === undefined ? "undefined" : v));
}

/** The error that a promise fails with. */
export async function failure(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }

  throw new Error("It did not fail.");
}

export const scenarios = {
  async "a call gives what the command gives"({ client }) {
    same(await client.invoke("add", [1, 2.5]), 3.5);
    same(await client.invoke("greet", ["Ada"], { kwargs: { greeting: "Welcome" } }), "Welcome, Ada!");
    same(await client.invoke("greet", [], { kwargs: { name: "Ada", greeting: undefined } }), "Hello, Ada!");
  },

  async "the eight commands are methods"({ client }) {
    const greeter = "Liaison.Tests.Tool.Hosted.Greeter";
    same(await client.ping(), "pong");
    same(await client.init("greeter", greeter, [client.ref("liaison")], { kwargs: { greeting: "Welcome" } }), "greeter");
    same([await client.exists("greeter"), await client.exists("nobody")], [true, false]);
    same((await client.get("greeter.Peers")) >= 1, true);
    same(await client.run("greeter.Greet", ["Ada"]), "Welcome, Ada!");
    same(await client.try("greeter.Greet", ["Ada"]), { success: true, result: "Welcome, Ada!" });
    const attempt = await client.try("greeter.Fail", ["on purpose"]);
    same([attempt.success, attempt.result.at(-1)], [false, "System.InvalidOperationException: on purpose\n"]);
    same(await client.register("greet", "greeter.Greet"), "greet");
    same(await client.store("who", "$Barbara"), "who");
    same(await client.get("who"), "$Barbara");
    same(await client.run("greet", [client.ref("who")]), "Welcome, $Barbara!");
    same([await client.delete("greeter"), await client.delete("greeter")], [true, false]);
  },

  async "data that begins with a dollar sign is data, at any depth"({ client }) {
    const values = ["$", "$liaison", "$$liaison", "$5.00 off", ["$liaison", { of: "$companion", $name: "$" }], { x: ["$$$"] }];
    for (const value of values) {
      same(await client.invoke("echo", [value]), value);
      same(await client.invoke("echo", [], { kwargs: { value } }), value);
    }

    same(await client.invoke("echo_text", ["$liaison"], { references: false }), "$liaison");
  },

  async "a reference is replaced by what it points at"({ client }) {
    await client.store("name", "Grace");
    same(await client.invoke("greet", [client.ref("name")]), "Hello, Grace!");
    same(await client.run("System.String:Join", [",", [client.ref("name"), "$name"]]), "Grace,$name");
    same((await failure(client.invoke("greet", [client.ref("nobody")]))).code, "not_found");
  },

  async "values of every kind come back as they went"({ client }) {
    const values = [null, true, -1.5, 'äöü \u0000 😀 "quoted"\n', [], {}, [[1, [2]], { a: { b: null } }], "x".repeat(100_000)];
    for (const value of values) {
      same(await client.invoke("echo", [value]), value);
    }

    same(await client.invoke("echo", [[Infinity, NaN, undefined, new Date(0)]]), ["Infinity", "NaN", null, "1970-01-01T00:00:00.000Z"]);
  },

  async "an error has the code, type, message and stack of the host"({ client, LiaisonError }) {
    const error = await failure(client.invoke("fail", ["on purpose"]));
    same(error instanceof LiaisonError, true);
    same([error.name, error.code, error.type, error.message], ["LiaisonError", "failed", "System.InvalidOperationException", "on purpose"]);
    same(/at .*JavaScriptCompanion\.Fail/.test(error.remoteStack), true, error.remoteStack);
    same((await failure(client.invoke("no_such_command"))).code, "unknown_command");
    same((await failure(client.invoke("add", ["one", "two"]))).code, "bad_arguments");
  },

  async "a hundred calls at once each get their own answer"({ client }) {
    const calls = Array.from({ length: 100 }, (_, n) => client.invoke("add", [n, 1]));
    same(
      await Promise.all(calls),
      Array.from({ length: 100 }, (_, n) => n + 1),
    );
  },

  async "bytes go and come beside the JSON"({ client, binary }) {
    const bytes = new Uint8Array([0, 1, 2, 254, 255]);
    if (binary) {
      same(await client.invoke("invert", [bytes]), new Uint8Array([255, 254, 253, 1, 0]));
      same(await client.invoke("both", [], { kwargs: { first: bytes, second: new Uint8Array(0) } }), {
        first: bytes,
        second: new Uint8Array(0),
      });
      same((await client.invoke("invert", [new Uint8Array(1_000_000)])).length, 1_000_000);
      same(await client.invoke("invert", [new Uint8Array([1, 2, 3]).buffer]), new Uint8Array([254, 253, 252]));
    } else {
      same(await client.invoke("invert", [bytes]), "//79AQA=");
    }
  },

  async "bytes that are asked for come in one piece, however many they are"({ client }) {
    for (const count of [0, 5, 1_000_000, 1 << 20, 3_000_000]) {
      const bytes = await client.invoke("invert", [new Uint8Array(count)], { bytes: true });
      same(
        [bytes instanceof Uint8Array, bytes.length, bytes.every((byte) => byte === 255)],
        [true, count, true],
        `For ${count} the result`,
      );
    }
  },

  async "data that looks like the place of bytes is data"({ client, binary }) {
    const lookalike = { $attachment: 0 };
    same(await client.invoke("echo", [lookalike]), lookalike);
    same(await client.invoke("echo", [[lookalike, new Uint8Array([1])]]), [lookalike, "AQ=="]);
    same(binary, binary);
  },

  async "a stream is read item by item, with its reports"({ client }) {
    const [items, reports] = [[], []];
    for await (const item of client.stream("count", [4], { onProgress: (report) => reports.push(report) })) {
      items.push(item);
    }

    same(
      [items, reports],
      [
        [1, 2, 3, 4],
        [0.25, 0.5, 0.75, 1],
      ],
    );
    same(await client.invoke("count", [3]), [1, 2, 3]);
  },

  async "leaving the loop cancels at the host"({ client }) {
    const items = [];
    for await (const item of client.stream("endless")) {
      items.push(item);
      if (item === 3) {
        break;
      }
    }

    await client.invoke("canceled", [], { timeout: 30_000 });
    same(items, [1, 2, 3]);
  },

  async "a stream that fails throws what the host says"({ client }) {
    const error = await failure(client.stream("no_such_command").next());
    same(error.code, "unknown_command");
  },

  async "a signal cancels at the host"({ client }) {
    const abort = new AbortController();
    const call = client.invoke("linger", [], { signal: abort.signal });
    await client.invoke("lingering");
    abort.abort(new Error("enough"));
    same((await failure(call)).message, "enough");
    await client.invoke("canceled", [], { timeout: 30_000 });
    same((await failure(client.invoke("add", [1, 2], { signal: abort.signal }))).message, "enough");
  },

  async "a time limit ends a call at both ends"({ client }) {
    // On a busy machine the time may be over before the command has begun, which then never does. The question waits for its turn behind it.
    let hasBegun = false;
    for (let timeout = 25; !hasBegun; timeout *= 2) {
      const error = await failure(client.invoke("rest", [], { timeout }));
      same(error.code, "timeout");
      hasBegun = await client.invoke("rested", [], { timeout: 30_000 });
    }
  },

  async "events of a pattern come to those who subscribed"({ client }) {
    const events = client.subscribe("basket.*");
    const first = events.next();
    await client.invoke("publish", ["other.topic", 0]);
    await client.invoke("publish", ["basket.changed", { apples: "$3" }]);
    await client.invoke("publish", ["basket.emptied", null]);
    same((await first).value, { topic: "basket.changed", value: { apples: "$3" }, dropped: 0 });
    same((await events.next()).value.topic, "basket.emptied");
    same((await events.return()).done, true);
    same((await events.next()).done, true);
    same(await client.invoke("unsubscribe", ["basket.*"]), false, "That the loop's end did not unsubscribe");
  },

  async "of a subscription to the latest the others are dropped and counted"({ client }) {
    const events = client.subscribe("level", { overflow: "latest" });
    const first = events.next();
    await client.invoke("publish", ["level", 1]);
    same((await first).value.value, 1);
    for (const level of [2, 3, 4]) {
      await client.invoke("publish", ["level", level]);
    }

    same((await events.next()).value, { topic: "level", value: 4, dropped: 2 });
    await events.return();
  },

  async "a topic that cannot be fails the loop"({ client }) {
    same((await failure(client.subscribe("a*b").next())).code, "bad_arguments");
  },

  async "the host calls commands of the client"({ client }) {
    client.commands.add({
      confirm: (text) => text.length > 3,
      join: async (first, second, named) => [first, second, named],
      refuse() {
        throw new TypeError("not today");
      },
    });
    same(await client.invoke("ask_back", ["confirm", ["Overwrite?"]]), true);
    same(await client.invoke("ask_back", ["join", ["a", "$b"]]), ["a", "$b", null]);
    same(await client.invoke("ask_back", ["join", { x: 1 }]), [{ x: 1 }, null, null]);
    same(await client.invoke("ask_back", ["ping", []]), "pong");
    same(await client.invoke("failure_back", ["refuse", []]), "failed TypeError not today");
    same((await client.invoke("failure_back", ["nothing", []])).split(" ")[0], "unknown_command");
  },

  async "what the host calls may call the host"({ client }) {
    client.commands.add({ sum: async (x, y) => (await client.invoke("add", [x, y])) * 2 });
    same(await client.invoke("ask_back", ["sum", [1, 2]]), 6);
  },

  async "bytes go to a command of the client and back"({ client, binary }) {
    client.commands.add({ reverse: (bytes) => (binary ? bytes.slice().reverse() : bytes) });
    same(await client.invoke("bytes_back", ["reverse", new Uint8Array([1, 2, 3])]), binary ? new Uint8Array([3, 2, 1]) : "AQID");
  },

  async "a command of the client streams and reports"({ client }) {
    client.commands.handle("count", async function* ({ args: [to], report }) {
      for (let i = 1; i <= to; i++) {
        report(i / to);
        yield i;
      }
    });
    same(await client.invoke("stream_back", ["count", 2]), [
      [0.5, 1],
      [1, 2],
    ]);
    same(await client.invoke("ask_back", ["count", [3]]), [1, 2, 3]);
  },

  async "a call of the host is canceled by the host"({ client }) {
    let canceled;
    const wasCanceled = new Promise((resolve) => (canceled = resolve));
    client.commands.handle("lingers", ({ signal }) => {
      signal.addEventListener("abort", canceled);
      return client.invoke("lingers").then(() => wasCanceled);
    });
    await client.invoke("cancel_back", ["lingers"]);
    await wasCanceled;
  },

  async "a batch is sent together"({ client }) {
    const batch = client.batch();
    const first = batch.invoke("add", [1, 2]);
    const second = batch.invoke("greet", ["Ada"]);
    const third = batch.invoke("fail", ["on purpose"]);
    same((await failure(batch.send())).message, "on purpose");
    same([await first, await second], [3, "Hello, Ada!"]);
    same((await failure(third)).code, "failed");
  },

  async "what was closed says so"({ client }) {
    const states = [];
    client.onState((state, reason) => states.push([state, reason?.code]));
    const call = client.invoke("linger");
    const events = client.subscribe("x").next();
    await client.invoke("lingering");
    client.close();
    same(client.state, "closed");
    same(states, [["closed", "closed"]]);
    same((await failure(call)).code, "connection_lost");
    same((await failure(events)).code, "closed");
    same((await failure(client.ping())).code, "closed");
  },
};
