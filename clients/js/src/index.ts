// The exports for browsers and for all other platforms.
export { Backoff, type ReconnectOptions } from "./backoff.js";
export { Batch } from "./batch.js";
export { type Bridge, bridged, type Refusal } from "./bridge.js";
export type { Channel, Connector } from "./channel.js";
export { type Attempt, type ClientOptions, LiaisonClient, type StateListener } from "./client.js";
export { Commands, type Handler, type HostCall } from "./commands.js";
export { connect, type ConnectOptions } from "./connect.js";
export { LiaisonError } from "./errors.js";
export type { Overflow, SubscribeOptions, TopicEvent } from "./events.js";
export type { Frame } from "./frames.js";
export { toBytes } from "./gathered.js";
export type { State } from "./link.js";
export { Ref, ref } from "./references.js";
export type { CallOptions } from "./requests.js";
export { type ResumeOptions, resuming } from "./resume.js";
export type { StreamSource } from "./streams.js";
export { WebSocketConnector } from "./web-socket.js";
