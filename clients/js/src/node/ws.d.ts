// What is used of the package ws, whose types need not be installed.
declare module "ws" {
  export const WebSocket: import("./web-socket.js").SocketClass;
}
