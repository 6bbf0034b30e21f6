// samples/Electron as it is: its main process in this one with a stand-in for Electron, its preload scripts and its page in Chromium, its back
// end in .NET. LIAISON_SAMPLE is the folder that has the back end.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { startChromium } from "../../clients/js/test/support/chromium.mjs";
import { gone, runs } from "../../clients/js/test/support/processes.mjs";
import { app, standIn } from "./electron-stand-in.mjs";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "liaison-electron-"));
const measured = join(folder, "measured");
let page;

// As `npm install` and `npm start` leave it, but for Electron.
function install(name, backend) {
  const sample = join(folder, name);
  cpSync(join(root, "samples/Electron"), sample, {
    recursive: true,
    filter: (path) => !/Electron[/\\](node_modules|backend|Folders)/.test(path),
  });
  mkdirSync(join(sample, "node_modules/electron"), { recursive: true });
  writeFileSync(join(sample, "node_modules/electron/package.json"), '{ "type": "module", "main": "index.js" }');
  const index = `export * from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "electron-stand-in.mjs")))};\n`;
  writeFileSync(join(sample, "node_modules/electron/index.js"), index);
  symlinkSync(join(root, "clients/js"), join(sample, "node_modules/liaison-client"));
  symlinkSync(backend, join(sample, "backend"));
  return join(sample, "main.js");
}

function write(path, length) {
  mkdirSync(join(measured, path, ".."), { recursive: true });
  writeFileSync(join(measured, path), "x".repeat(length));
}

before(async () => {
  write("letters/a.txt", 5);
  write("letters/2026/b.txt", 7);
  write("<img src=x onerror=alert(1)>/c.txt", 1);
  standIn.browser = await startChromium();
  await import(install("folders", process.env.LIAISON_SAMPLE));
  page = standIn.windows[0].page;
  await status("Ready");
});
after(async () => {
  await standIn.browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const status = (text) => page.waitForFunction((wanted) => document.getElementById("status").textContent === wanted, text);
const rows = () => page.$$eval("#rows tr", (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));

async function measure(path) {
  await page.fill("#path", path);
  await page.click("#measure");
}

test("the page shows what the back end finds, and names stay text", async () => {
  await measure(measured);
  await status("2 folders");
  assert.deepEqual(await rows(), [
    ["<img src=x onerror=alert(1)>", "1", "1"],
    ["letters", "2", "12"],
  ]);
});

test("a failure of the back end is told in its words", async () => {
  await measure(join(measured, "nowhere"));
  await status(`There is no folder '${join(measured, "nowhere")}'.`);
});

test("the folder can be chosen in a dialog of the main process", async () => {
  standIn.folder = measured;
  await page.click("#choose");
  await page.waitForFunction((path) => document.getElementById("path").value === path, measured);
});

test("the back end asks the page, which answers, or cancels and takes the question back", async () => {
  for (let i = 0; i < 1_001; i++) {
    write(`many/${i}`, 0);
  }

  await measure(measured);
  await page.click('#question button[value="yes"]');
  await status("3 folders");
  await measure(measured);
  await page.click('#question button[value="no"]');
  await status("0 folders");
  await measure(measured);
  await page.waitForSelector("#question[open]");
  await page.evaluate(() => document.getElementById("cancel").click());
  await status("Canceled");
  await page.waitForSelector("#question", { state: "hidden" });
  await measure(join(measured, "letters"));
  await status("1 folders");
});

test("the window has neither Node nor a way out, and its page runs nothing but its own scripts", async () => {
  const [{ options, webContents, openHandler }] = standIn.windows;
  const { contextIsolation, sandbox, nodeIntegration } = options.webPreferences;
  assert.deepEqual([contextIsolation, sandbox, nodeIntegration], [true, true, false]);
  assert.deepEqual(openHandler(), { action: "deny" });
  assert.deepEqual(await page.evaluate(() => [Object.keys(window.liaison), Object.keys(window.desktop)]), [["open"], ["chooseFolder"]]);
  let isPrevented = false;
  webContents.emit("will-navigate", { preventDefault: () => (isPrevented = true) });
  assert.ok(isPrevented);
  let isGranted = true;
  standIn.permissions(webContents, "media", (answer) => (isGranted = answer));
  assert.equal(isGranted, false);
  const refused = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.wasInjected = true";
    const told = new Promise((resolve) =>
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)),
    );
    document.body.append(script);
    return [await told, window.wasInjected ?? false];
  });
  assert.deepEqual(refused, ["script-src-elem", false]);
});

test("nothing but the files of the page is served", async () => {
  for (const path of ["/main.js", "/%2e%2e/main.js", "/page/../../main.js", "/constructor"]) {
    assert.equal(
      await page.evaluate(
        (url) =>
          fetch(url).then(
            (response) => response.status,
            () => 0,
          ),
        path,
      ),
      0,
      "the policy allows no connections",
    );
  }

  const { pageFile } = await import(pathToFileURL(join(folder, "folders/page-files.js")));
  for (const path of ["main.js", "%2e%2e/main.js", "constructor", "page/index.html", ""]) {
    assert.equal((await pageFile(new Request(`app://window/${path}`))).status, 404, path);
  }
});

test("a back end that is killed is started again, and the page goes on", async () => {
  await measure(join(measured, "letters"));
  await status("1 folders");
  const killed = backendId();
  process.kill(killed, "SIGKILL");
  await gone(killed);
  await status("Ready");
  await measure(join(measured, "letters"));
  await status("1 folders");
});

test("when the application quits the back end has ended before", async () => {
  const id = backendId();
  const quit = new Promise((resolve) => (standIn.hasQuit = resolve));
  app.emit("window-all-closed");
  await quit;
  assert.equal(runs(id), false);
  assert.deepEqual([standIn.errors, standIn.exits], [[], []]);
});

test("where the back end cannot be started the application says why, and ends", async () => {
  app.removeAllListeners();
  await import(install("broken", join(folder, "nowhere")));
  const [[title, text]] = standIn.errors;
  assert.equal(title, "The back end could not be started");
  assert.match(text, /Folders\.dll/);
  assert.deepEqual(standIn.exits, [1]);
});

// The one child of this process that runs the back end.
function backendId() {
  const processes = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const children = processes.filter((line) => new RegExp(`^ *\\d+ +${process.pid} .*Folders\\.dll`).test(line));
  assert.equal(children.length, 1);
  return Number.parseInt(children[0], 10);
}
