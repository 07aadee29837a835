// Reads a live stream as a browser does, over a real connection.

import { setTimeout as sleep } from 'node:timers/promises';

export interface StreamEvent {
  id?: string;
  event?: string;
  data?: string;
}

export interface OpenStream {
  readonly status: number;
  readonly events: StreamEvent[];
  /** Whether the server has ended it. */
  readonly isOver: () => boolean;
  /** What has come so far that says `data`. */
  data(): unknown[];
  /** Waits until the events satisfy; throws with what came instead. */
  until(isThere: (events: readonly StreamEvent[]) => boolean, milliseconds?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openStream(url: string, headers: Record<string, string>): Promise<OpenStream> {
  const abort = new AbortController();
  const reply = await fetch(url, { headers, signal: abort.signal });
  const events: StreamEvent[] = [];
  let isOver = false;
  const reading = (async () => {
    let text = '';
    for await (const chunk of reply.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      events.push(...blocks.map(readEvent));
    }
  })()
    .catch(() => undefined) // aborted by close()
    .finally(() => (isOver = true));

  return {
    status: reply.status,
    events,
    isOver: () => isOver,
    data: () => events.filter(({ data }) => data !== undefined).map(({ data }) => JSON.parse(data!) as unknown),
    async until(isThere, milliseconds = 5_000) {
      for (let waited = 0; !isThere(events); waited += 20) {
        if (waited > milliseconds) throw new Error(`the stream said only ${JSON.stringify(events)}`);
        await sleep(20);
      }
    },
    async close() {
      abort.abort();
      await reading;
    },
  };
}

function readEvent(block: string): StreamEvent {
  const fields = block
    .split('\n')
    .map((line) => /^(id|event|data): (.*)$/.exec(line))
    .filter((match) => match !== null);
  return Object.fromEntries(fields.map(([, name, value]) => [name, value]));
}
