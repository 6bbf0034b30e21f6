// A page as the guide for front ends has it: it logs in, connects, calls a command and hears an event.

import { connect } from "/liaison.js";
import { login } from "/liaison-login.js";

async function start() {
  const liaison = await connect(await login());
  const events = liaison.subscribe("basket.*");
  const next = events.next();
  const greeting = await liaison.invoke("greet", ["Ada"]);
  await liaison.invoke("publish", ["basket.changed", { apples: 3 }]);
  const { value: event } = await next;
  await events.return();
  return `${greeting} ${event.topic} ${JSON.stringify(event.value)}`;
}

document.title = await start().catch((error) => error.message);
document.body.dataset.done = "yes";
