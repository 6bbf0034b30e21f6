// A host that a test writes: what it is sent is kept, and it sends what it is told.

/** A connector whose connections the test holds the other ends of. */
export class FakeHost {
  constructor({ binary = true } = {}) {
    this.binary = binary;
    this.sent = [];
    this.opened = 0;
    this.isRefusing = false;
  }

  async open(onMessage, onClosed) {
    this.opened++;
    if (this.isRefusing) {
      throw new Error("refused");
    }

    this.say = (message) => onMessage(typeof message === "string" || message instanceof Uint8Array ? message : JSON.stringify(message));
    this.cut = onClosed;
    this.isOpen = true;
    return {
      binary: this.binary,
      send: (frame) => {
        this.sent.push(frame);
        this.onSent?.(frame);
        return true;
      },
      close: () => {
        this.isOpen = false;
      },
    };
  }

  /** The messages that were sent, without their attachments. */
  get messages() {
    return this.sent.map(messageOf);
  }

  answer(response, id = this.messages.at(-1).id) {
    this.say({ response, tag: "response", evt: { id } });
  }
}

/** The JSON of a frame. */
export function messageOf(frame) {
  if (typeof frame === "string") {
    return JSON.parse(frame);
  }

  const view = new DataView(frame.buffer, frame.byteOffset);
  return JSON.parse(new TextDecoder().decode(frame.subarray(8, 8 + view.getUint32(4, true))));
}

/** Waits until a client is in a state. */
export async function stateOf(client, wanted) {
  while (client.state !== wanted) {
    await new Promise((resolve) => {
      const stop = client.onState(() => {
        stop();
        resolve();
      });
    });
  }
}
