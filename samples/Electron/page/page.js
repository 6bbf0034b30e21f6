// The window's page. It has `window.liaison`, which connects it to the back end, and `window.desktop`, but neither Node nor the token.

import { bridged, connect } from "./liaison.js";

const byId = (id) => document.getElementById(id);
const liaison = await connect(bridged(window.liaison));
let measuring = new AbortController();

show("Ready");
liaison.onState((state) => show(state === "ready" ? "Ready" : "The back end is away"));
liaison.commands.handle("confirm", ({ args: [question], signal }) => ask(question, signal));
byId("cancel").addEventListener("click", () => measuring.abort());
byId("choose").addEventListener("click", async () => {
  byId("path").value = (await window.desktop.chooseFolder()) ?? byId("path").value;
});
byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  measure(byId("path").value);
});

async function measure(path) {
  measuring = new AbortController();
  byId("rows").replaceChildren();
  setBusy(true);
  show("Measuring");
  try {
    const onProgress = (done) => (byId("progress").value = done);
    for await (const row of liaison.stream("sizes", [path], { signal: measuring.signal, onProgress })) {
      addRow(row);
    }

    show(`${byId("rows").childElementCount} folders`);
  } catch (error) {
    show(error.name === "AbortError" ? "Canceled" : error.message);
  } finally {
    setBusy(false);
  }
}

// Data from the back end is shown as text, never as markup.
function addRow({ name, files, bytes }) {
  const row = byId("rows").insertRow();
  for (const value of [name, files, bytes]) {
    row.insertCell().textContent = value;
  }
}

// Closes the question if the back end does not need the answer any more.
function ask(question, signal) {
  const dialog = byId("question");
  byId("text").textContent = question;
  dialog.returnValue = "";
  dialog.showModal();
  signal.addEventListener("abort", () => dialog.close());
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

function setBusy(isBusy) {
  byId("measure").disabled = isBusy;
  byId("cancel").disabled = !isBusy;
  byId("progress").value = 0;
}

function show(text) {
  byId("status").textContent = text;
}
