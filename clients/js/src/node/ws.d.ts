// The parts of the package ws that are used. Its own types do not have to be installed.
declare module "ws" {
  export const WebSocket: import("./web-socket.js").SocketClass;
}
