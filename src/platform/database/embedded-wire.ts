// What `pg` takes for a socket: carries its messages to the thread of the embedded database and the answers back.
import { Duplex } from 'node:stream';

/** Sends one message or more of PostgreSQL's protocol; fails when the thread has ended. */
export type Send = (message: Uint8Array) => Promise<Uint8Array>;

export class Wire extends Duplex {
  readonly #send: Send;

  constructor(send: Send) {
    super();
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
