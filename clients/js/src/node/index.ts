// The exports for Node: those for browsers, more ways to connect, and back ends as child processes.
export * from "../index.js";
export type { Backend } from "./backend.js";
export type { ChildOptions, Exit } from "./child.js";
export { connect, type ConnectOptions } from "./connect.js";
export type { FramingName } from "./framing.js";
export { type Launched, launch } from "./launch.js";
export type { LaunchOptions } from "./launch-options.js";
export type { StreamOptions } from "./streams.js";
