// What `pg` takes for a socket: carries its messages to the thread of the embedded database and the answers back.
import { Duplex } from 'node:stream';

import type { Line, Send } from './embedded-line.ts';

const GOODBYE = Uint8Array.of('X'.charCodeAt(0), 0, 0, 0, 4);

export class Wire extends Duplex {
  /** Before the names of what is prepared here: the connections share one session, and its names. */
  readonly namePrefix: string;
  readonly #send: Send;

  constructor({ number, send }: ReturnType<Line['connect']>) {
    super();
    this.namePrefix = `${number}:`;
    this.#send = send;
  }

  // The rest of a socket that `pg` asks for.
  connect(): void {
    queueMicrotask(() => this.emit('connect'));
  }
  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#carry(new Uint8Array(chunk));
    done();
  }

  /** What `pg` says in one go is one message here: one round trip a statement, not one for each of its five parts. */
  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#carry(new Uint8Array(Buffer.concat(chunks.map(({ chunk }) => chunk))));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  /** However it ends: a transaction left open here would keep the others waiting. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#send(GOODBYE.slice()).catch(() => undefined); // with the thread ended there is nobody to say it to
    done(error);
  }

  #carry(message: Uint8Array): void {
    this.#send(message).then(
      (answer) => {
        // `pg` does not wait for an answer to its goodbye.
        if (answer.length > 0 && !this.writableEnded && !this.destroyed) this.push(answer);
      },
      (error: Error) => this.destroy(error),
    );
  }
}
