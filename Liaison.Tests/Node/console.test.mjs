// The console in headless Chromium. ConsoleTests starts the host, and gives
//
//   LIAISON_CONSOLE           the one-time link to the console
//   LIAISON_CHROMIUM          the browser
//   LIAISON_CONSOLE_PICTURES  a folder for pictures of the page; none are taken unless it is named

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const pictures = process.env.LIAISON_CONSOLE_PICTURES;
const problems = [];
let browser;
let context;
let page;
let other; // calls commands while the first one shows something else

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.LIAISON_CHROMIUM, args: ["--no-sandbox"] });
  context = await window();
  page = await open(process.env.LIAISON_CONSOLE);

  // A window of its own: in a tab behind another one, each click takes more than a second.
  const second = await window(await context.storageState());
  other = await open(new URL("/console/#commands", process.env.LIAISON_CONSOLE).href, second);
});

after(() => browser?.close());

async function window(storageState) {
  const opened = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light", storageState });
  opened.setDefaultTimeout(30_000);
  return opened;
}

async function open(address, on = context) {
  const opened = await on.newPage();
  opened.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  opened.on("pageerror", (error) => problems.push(error.message));
  opened.on("dialog", (dialog) => {
    problems.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await opened.addInitScript(contrast);
  await opened.goto(address);
  await opened.getByRole("tablist").waitFor();
  return opened;
}

/** Gives the page `ratio(element)`: how much the text of an element stands out from what is behind it (WCAG 2, 1.4.3). */
function contrast() {
  const parts = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [red, green, blue] = parts(color).map((part) =>
      part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  window.ratio = (element) => {
    let behind = element;
    while (behind.parentElement && parts(getComputedStyle(behind).backgroundColor)[3] === 0) {
      behind = behind.parentElement;
    }

    const [one, two] = [light(getComputedStyle(element).color), light(getComputedStyle(behind).backgroundColor)];
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  };
}

const show = (name, on = page) => on.getByRole("tab", { name }).click();
const pane = (name, on = page) => on.locator(`#pane-${name}`);

/** Fills the form of a command; the answer is in `.result` or `.failure`. */
async function call(command, values = {}, on = other) {
  await show("Commands", on);
  const commands = pane("commands", on);
  await commands.getByLabel("Find").fill(command);
  await commands
    .locator("[role=option]")
    .filter({ has: on.locator(`code:text-is(${JSON.stringify(command)})`) })
    .first()
    .click();
  for (const [name, value] of Object.entries(values)) {
    const control = commands
      .locator(".form .field")
      .filter({ has: on.locator(`.name:text-is("${name}")`) })
      .locator("input, select, textarea");
    if ((await control.evaluate((element) => element.tagName)) === "SELECT") {
      await control.selectOption(value);
    } else if ((await control.getAttribute("type")) === "file") {
      await control.setInputFiles({ name: "bytes", mimeType: "application/octet-stream", buffer: value });
    } else {
      await control.fill(value);
    }
  }

  await commands.locator(".form button[type=submit]").click();
  return commands;
}

/** The answer of a call that is made on the other page, as JSON. */
async function answer(command, values, on = other) {
  const commands = await call(command, values, on);
  await commands.locator(".badge.good, .failure, .notice").first().waitFor();
  assert.equal(await commands.locator(".failure, .notice").count(), 0, await commands.innerText());
  return commands.locator(".result").innerText();
}

test("the page has its panes, and its policy stops nothing of it", async () => {
  assert.deepEqual(
    (await page.getByRole("tab").allInnerTexts()).map((text) => text.split("\n")[0]),
    ["Traffic", "Commands", "Namespace", "Events", "Sessions", "Latency"],
  );
  assert.equal(await page.locator("header .badge").innerText(), "connected");
  assert.equal(await page.evaluate(() => location.hash), "#traffic");
  assert.deepEqual(problems, []);
});

test("a command is called from its form, and the reply is shown with its time", async () => {
  assert.equal(await answer("greet", { name: "Ada" }), '"Hello, Ada!"');
  assert.equal(await answer("greet", { name: "Ada", greeting: "Good day" }), '"Good day, Ada!"');
  const commands = pane("commands", other);
  assert.match(await commands.locator(".badges .badge").last().innerText(), /^\d+(\.\d+)? (µs|ms|s)$/);
  assert.match(await commands.innerText(), /Greets somebody\./);
});

test("a form has a control for each kind of parameter", async () => {
  const values = { day: "Friday", flag: "true", ratio: "2.5", numbers: "[1, 2, 3]", rest: '["a", "b"]' };
  assert.equal(await answer("mix", values), '"Friday True 2.5 6 True  a+b"');
  assert.equal(await answer("mix", { ...values, sure: "false", overflow: "Latest", rest: "" }), '"Friday True 2.5 6 False Latest "');
  assert.equal(await answer("size", { bytes: Buffer.alloc(1234) }), "1234");
  assert.equal(await answer("echo", { value: '{"a": [1, null]}' }), '{\n  "a": [\n    1,\n    null\n  ]\n}');
  const commands = await call("mix", { ...values, numbers: "[1, 2" });
  assert.match(await commands.locator("[role=alert]").innerText(), /^numbers is no JSON/);
});

test("a call that fails shows its code, its text and its stack", async () => {
  const commands = await call("divide", { dividend: "1", divisor: "0" });
  const failure = commands.locator(".failure");
  await failure.waitFor();
  assert.match(await failure.innerText(), /^failed[^]*divide by zero[^]*System\.DivideByZeroException/);
  assert.match(await failure.locator(".stack-trace").innerText(), /ConsoleCompanion/);
});

test("a stream shows its items and its progress, and what runs can be canceled", async () => {
  const commands = await call("count", { to: "1000" });
  await commands.locator(".badge.good", { hasText: "answered" }).waitFor();
  assert.match(await commands.innerText(), /1,000 items, the last 500 of them here/);
  await call("wait");
  await commands.getByRole("button", { name: "Cancel" }).click();
  assert.match(await commands.locator(".failure").innerText(), /You canceled it/);
});

test("the namespace is a tree whose members are read when it is opened", async () => {
  await show("Namespace");
  const tree = pane("namespace").getByRole("tree");
  const basket = tree.locator("[role=treeitem][aria-level='1']", { hasText: "basket" });
  await basket.click();
  await pane("namespace").getByRole("button", { name: "Read the value" }).click();
  assert.match(await pane("namespace").locator(".result").innerText(), /"owner": "Ada"/);
  await basket.locator(".twist").first().click();
  const member = (text) => basket.locator("[role=treeitem]", { has: page.locator(`code:text-matches("${text}")`) }).first();
  await member("^Owner$").click();
  await pane("namespace").getByRole("button", { name: "Read the value" }).click();
  await pane("namespace").locator(".result", { hasText: '"Ada"' }).waitFor();
  await member("^Shipping$").locator(".twist").first().click();
  await member("^Town$").waitFor();
  await member("Add.string").click();
  await pane("namespace").getByLabel("Arguments").fill('["plum", 2]');
  await pane("namespace").getByRole("button", { name: "Call" }).click();
  await pane("namespace").locator(".result", { hasText: "4" }).waitFor();
});

test("traffic of other peers is shown, found, paused and opened", async () => {
  await show("Traffic");
  await answer("talk", { count: "12" });
  const traffic = pane("traffic");
  await traffic.locator("tbody tr", { hasText: "size" }).first().waitFor();
  const kinds = await traffic.locator("tbody tr td:nth-child(4)").allInnerTexts();
  assert.ok(
    kinds.some((kind) => kind.includes("request")) &&
      kinds.some((kind) => kind.includes("response")) &&
      kinds.some((kind) => kind.includes("failed")),
  );
  assert.doesNotMatch(await traffic.innerText(), /hunter2|inspect\./);

  await traffic.getByLabel("Search").fill("Eva");
  await traffic.locator("tbody tr", { hasText: "Ada" }).first().waitFor({ state: "detached" });
  await traffic.locator("tbody tr", { hasText: "Eva" }).first().waitFor();
  await traffic.getByLabel("Search").fill("");
  await traffic.getByLabel("Kind").selectOption("fault");
  await traffic.locator("tbody tr", { hasText: "greet" }).first().waitFor({ state: "detached" });
  await traffic.getByLabel("Kind").selectOption("");
  await traffic.locator("tbody tr", { hasText: "greet" }).first().waitFor();

  await traffic.getByRole("button", { name: "Pause" }).click();
  const shown = await traffic.locator("tbody tr").count();
  await answer("talk", { count: "3" });
  assert.equal(await traffic.locator("tbody tr").count(), shown);
  await traffic.getByRole("button", { name: "Resume" }).click();
  await page.waitForFunction((count) => document.querySelectorAll("liaison-traffic tbody tr").length > count, shown);

  await traffic.locator("tbody tr", { hasText: "password" }).first().click();
  const text = traffic.locator("pre.code");
  assert.match(await text.innerText(), /"password": "\[redacted\]"/);
  await traffic.getByRole("button", { name: /^response #/ }).click();
  await traffic.getByText("Took").last().waitFor();
  await picture("traffic");
  await traffic.getByRole("button", { name: "Close" }).click();
});

test("a search that was typed a moment before a pause is shown, and the pause stays", async () => {
  const traffic = pane("traffic");
  await traffic.getByLabel("Search").fill("Eva");
  await traffic.getByRole("button", { name: "Pause" }).click();

  // Timers of a page fire in the order in which they are due, and the one of the search was due before this one.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  await traffic.getByRole("button", { name: "Resume" }).waitFor();
  await traffic.locator("tbody tr", { hasText: "Ada" }).first().waitFor({ state: "detached" });
  await traffic.locator("tbody tr", { hasText: "Eva" }).first().waitFor();
  const shown = await traffic.locator("tbody tr").count();
  await answer("talk", { count: "3" });
  assert.equal(await traffic.locator("tbody tr").count(), shown);

  await traffic.getByLabel("Search").fill("");
  await traffic.locator("tbody tr", { hasText: "Ada" }).first().waitFor();
  await traffic.getByRole("button", { name: "Pause" }).waitFor();
});

test("what was shown is saved as a recording", async () => {
  const saved = page.waitForEvent("download");
  await pane("traffic").getByRole("button", { name: "Save recording" }).click();
  const lines = (await readFile(await (await saved).path(), "utf8")).trimEnd().split("\n").map(JSON.parse);
  assert.equal(lines[0].liaison_recording, 1);
  assert.ok(lines.length > 20);
  assert.deepEqual([...new Set(lines.slice(1).map((line) => line.direction))].sort(), ["in", "out"]);
  assert.equal(lines.filter((line) => JSON.stringify(line).includes("hunter2")).length, 0);
});

/** Ends when the host has read all that the page has sent. */
const subscribed = () => page.evaluate(() => document.querySelector("liaison-events").host.client.ping());

test("events are counted by their topics", async () => {
  await show("Events");
  const events = pane("events");
  await events.getByLabel("Topic").fill("news.*");
  await events.getByRole("button", { name: "Subscribe" }).click();
  await page.waitForFunction(() => document.querySelector("liaison-events .status").textContent.startsWith("Subscribed"));
  await subscribed();
  await answer("news", { count: "40" });
  await events.locator("tbody tr", { hasText: "news.topic_3" }).filter({ hasText: "10" }).first().waitFor();
  assert.match(await events.locator(".status").innerText(), /40 events of 4 topics/);
  await picture("events");
  await events.getByRole("button", { name: "Unsubscribe" }).click();
  await page.waitForFunction(() => document.querySelector("liaison-events .status").textContent === "Not subscribed.");
});

test("sessions tell what they wait for and run", async () => {
  await answer("hold");
  await show("Sessions");
  const sessions = pane("sessions");
  const row = sessions.locator("tbody tr", { hasText: "memory" }).first();
  await row.getByRole("button", { name: "More" }).click();
  const details = sessions.locator("tr.detail:not([hidden])");
  await details.locator("tr", { hasText: "runs" }).filter({ hasText: "held" }).waitFor();
  await details.locator("tr", { hasText: "waits" }).first().waitFor();
  await details.locator("tr", { hasText: "news.*" }).waitFor();
  assert.equal(await sessions.locator(".badge", { hasText: "console" }).count(), 2);
  await picture("sessions");
  await row.getByRole("button", { name: "Traffic" }).click();
  await pane("traffic").locator("tbody tr", { hasText: "held" }).first().waitFor();
  assert.notEqual(await pane("traffic").getByLabel("Peer", { exact: true }).inputValue(), "");
  await pane("traffic").getByLabel("Peer", { exact: true }).selectOption("");
  await answer("release");
  await show("Sessions");
  await row.waitFor({ state: "detached" });
});

test("latency is drawn and told for each command", async () => {
  await show("Latency");
  const latency = pane("latency");
  await latency.getByLabel("Command", { exact: true }).selectOption("greet");
  await answer("talk", { count: "30" });
  await latency.locator("polyline.s2").nth(1).waitFor({ state: "attached" });
  const greet = latency.locator("tbody tr", { hasText: "greet" });
  assert.match(await greet.innerText(), /greet\s+\d+\s+0\s+\d/);
  assert.match(await latency.locator("tbody tr", { hasText: "divide" }).innerText(), /divide\s+\d+\s+[1-9]/);
  await latency.getByLabel("Command", { exact: true }).selectOption("");
});

test("payloads in names, values and errors stay text", async () => {
  await show("Events");
  await pane("events").getByLabel("Topic").fill("*");
  await pane("events").getByRole("button", { name: "Subscribe" }).click();
  await page.waitForFunction(() => document.querySelector("liaison-events .status").textContent.startsWith("Subscribed"));
  await subscribed();
  await answer("poison");
  const payloads = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [...document.querySelectorAll("liaison-events table")[0].tBodies[0].rows].map((row) => row.cells[0].textContent);
  });
  const own = payloads.filter((text) => !text.startsWith("news."));
  assert.equal(own.length, 30, "each payload is a topic, to the letter");
  await pane("events").getByRole("button", { name: "Unsubscribe" }).click();

  await show("Traffic");
  await pane("traffic").getByLabel("Kind").selectOption("fault");
  await page.waitForFunction(
    (all) =>
      all.every((text) =>
        [...document.querySelectorAll("liaison-traffic tbody tr td:nth-child(5)")].some((cell) => cell.textContent === text),
      ),
    own.filter((text) => text !== "__proto__"),
  );
  await pane("traffic").locator("tbody tr", { hasText: "window.attacked = 13" }).first().click();
  await pane("traffic").locator("pre.code", { hasText: "window.attacked = 13" }).waitFor();
  await pane("traffic").getByRole("button", { name: "Close" }).click();
  await pane("traffic").getByLabel("Kind").selectOption("");

  await show("Namespace");
  await pane("namespace").getByRole("button", { name: "Read again" }).click();
  await pane("namespace").locator("code", { hasText: "poison_29" }).waitFor();
  assert.deepEqual(await page.evaluate(readValues, own.length), own);
  await call("fail", { reason: "first" });
  assert.deepEqual(await other.evaluate(failWith, own), own);

  await call('<img src=x onerror="window.attacked = 31">', { value: own[0] });
  for (const each of [page, other]) {
    const { attacked, foreign, prototype } = await each.evaluate(() => ({
      attacked: window.attacked,
      foreign: [
        ...document.querySelectorAll(
          "body script, iframe, object, embed, base, style, video, math, template, meta[http-equiv], form[action], a[href], img:not([src='icon.svg'])",
        ),
      ].length,
      prototype: Object.keys(Object.prototype).length,
    }));
    assert.deepEqual({ attacked, foreign, prototype }, { attacked: undefined, foreign: 0, prototype: 0 });
  }

  assert.deepEqual(problems, []);
});

/** In the page: reads the values of poison_0, poison_1 and so on in the namespace's pane. */
async function readValues(count) {
  const pane = document.querySelector("liaison-namespace");
  const shown = [];
  for (let index = 0; index < count; index++) {
    [...pane.querySelectorAll("[role=treeitem] code")].find((code) => code.textContent === `poison_${index}`).click();
    const changed = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (pane.querySelector(".result")) {
          observer.disconnect();
          resolve();
        }
      });
      observer.observe(pane, { childList: true, subtree: true });
    });
    [...pane.querySelectorAll("button")].find((button) => button.textContent === "Read the value").click();
    await changed;
    shown.push(JSON.parse(pane.querySelector(".result").textContent));
  }

  return shown;
}

/** In the page: calls the command that is chosen with each reason, and gives what is shown of the errors. */
async function failWith(reasons) {
  const pane = document.querySelector("liaison-commands");
  const shown = [];
  for (const reason of reasons) {
    const changed = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (pane.querySelector(".failure strong")?.textContent === reason) {
          observer.disconnect();
          resolve();
        }
      });
      observer.observe(pane, { childList: true, subtree: true });
    });
    pane.querySelector(".form textarea").value = reason;
    pane.querySelector("form").requestSubmit();
    await changed;
    shown.push(pane.querySelector(".failure strong").children.length === 0 ? reason : "markup");
  }

  return shown;
}

test("10,000 messages a second leave neither the page nor the host behind", async () => {
  await page.bringToFront();
  await show("Traffic");
  const counts = () => page.evaluate(() => ({ ...document.querySelector("liaison-traffic").dataset }));
  await page.waitForFunction(() => document.querySelector("liaison-traffic").dataset.last > 0);
  await page.evaluate(() => {
    const frames = (window.frames_ = { count: 0, longest: 0, last: performance.now(), began: performance.now() });
    const next = (now) => {
      frames.count++;
      frames.longest = Math.max(frames.longest, now - frames.last);
      frames.last = now;
      frames.handle = requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  const before = await counts();
  assert.ok(Number(before.last) > 0);
  const flood = JSON.parse(await answer("flood", { messagesPerSecond: "10000", messages: "40000" }));
  const total = Number(before.last) + flood.messages;
  await page.waitForFunction((wanted) => Number(document.querySelector("liaison-traffic").dataset.last) >= wanted, total);
  const after = await counts();
  const [seen, leftOut, missed] = ["seen", "leftOut", "missed"].map((name) => Number(after[name]) - Number(before[name]));
  const frames = await page.evaluate(() => {
    cancelAnimationFrame(window.frames_.handle);
    return {
      a_second: Math.round((window.frames_.count * 1000) / (performance.now() - window.frames_.began)),
      longest_ms: Math.round(window.frames_.longest),
    };
  });
  console.log(
    `host: ${JSON.stringify(flood)}; page: ${JSON.stringify({ seen, leftOut, missed, rows: await page.locator("liaison-traffic tbody tr").count(), frames })}`,
  );
  assert.equal(flood.messages, 40000);
  assert.equal(seen + leftOut + missed, Number(after.last) - Number(before.last), "every message is shown, or counted as not shown");
  assert.ok((await page.locator("liaison-traffic tbody tr").count()) <= 400);
  await picture("flood");
  await show("Latency");
  await pane("latency").locator("tbody tr", { hasText: "tick" }).filter({ hasText: "20,000" }).waitFor();
  await picture("latency");
});

test("the page is used by keyboard alone", async () => {
  const key = (...keys) => keys.reduce((before, one) => before.then(() => page.keyboard.press(one)), Promise.resolve());
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      const visible = getComputedStyle(element.matches("[role=treeitem]") ? element.firstElementChild : element);
      return {
        text: element.innerText?.split("\n")[0] ?? "",
        role: element.getAttribute("role"),
        tag: element.tagName,
        isSeen: visible.outlineStyle !== "none" && element.matches(":focus-visible"),
      };
    });
  await page.getByRole("tab", { name: "Traffic" }).focus();
  await key("Home", "ArrowDown");
  assert.deepEqual(await focused(), { text: "Commands", role: "tab", tag: "BUTTON", isSeen: true });
  assert.equal(await pane("commands").isVisible(), true);
  await key("Tab");
  assert.equal((await focused()).tag, "INPUT");
  await page.keyboard.type("greet");
  await key("Tab", "ArrowDown", "Home");
  assert.equal((await focused()).role, "option");
  assert.equal((await focused()).isSeen, true);
  await key("Tab");
  if ((await focused()).tag !== "TEXTAREA") {
    await key("ArrowDown", "Tab");
  }

  await page.locator("#pane-commands .form textarea").first().focus();
  await page.keyboard.type("Keyboard");
  await key("Tab", "Tab", "Enter");
  await pane("commands").locator(".result", { hasText: "Hello, Keyboard!" }).waitFor();

  await page.getByRole("tab", { name: "Commands" }).focus();
  await key("ArrowDown", "Tab", "Tab");
  assert.equal((await focused()).role, "treeitem");
  await key("Home", "ArrowRight");
  await page.locator("#pane-namespace [role=group] [role=treeitem]").first().waitFor();
  await key("ArrowRight");
  assert.deepEqual([(await focused()).role, (await focused()).isSeen], ["treeitem", true]);
  await key("ArrowLeft", "ArrowLeft", "b", "Enter");
  assert.match(await pane("namespace").locator("h2").innerText(), /^basket$/);

  await page.getByRole("tab", { name: "Traffic" }).click();
  await answer("talk", { count: "3" });
  await pane("traffic").locator("tbody tr").last().waitFor();
  await page.locator("#pane-traffic tbody tr[tabindex='0']").focus();
  await key("End", "ArrowUp", "Enter");
  await pane("traffic").locator("pre.code").waitFor();
  await pane("traffic").getByRole("button", { name: "Close" }).focus();
  await key("Escape");
  assert.equal(await pane("traffic").locator("pre.code").isVisible(), false);
  assert.equal((await focused()).tag, "TR");
});

test("every control has a name, in light and in dark, and nothing is cut off at 200 %", async () => {
  // 200 % of a window of 1280 pixels is as wide as one of 640.
  await page.setViewportSize({ width: 640, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  for (const name of ["Traffic", "Commands", "Namespace", "Events", "Sessions", "Latency"]) {
    await show(name);
    const found = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      nameless: [...document.querySelectorAll("button, input, select, textarea")]
        .filter((element) => element.offsetParent && !element.textContent && !element.labels?.length && !element.getAttribute("aria-label"))
        .map((element) => element.outerHTML),
      contrast: [...document.querySelectorAll("liaison-console *")]
        .filter((element) => element.offsetParent && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .map((element) => [ratio(element), element.outerHTML.slice(0, 120)])
        .filter(([value]) => value < 4.5),
    }));
    assert.deepEqual(found, { overflow: 0, nameless: [], contrast: [] }, name);
    await picture(`${name.toLowerCase()}-narrow`);
  }

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual(problems, []);
});

async function picture(name) {
  if (pictures) {
    await page.screenshot({ path: join(pictures, `console-${name}.png`) });
  }
}
