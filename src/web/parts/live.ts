// What has changed on the server, told to whatever shows it: one connection for the whole page session, shared by all its parts.
// A part loads the thing again; nothing else travels.

import { shallowReactive } from 'vue';

export interface Change {
  readonly fact: string;
  readonly kind: string;
  readonly id: string;
}

interface Listener {
  readonly onChange: (change: Change) => void;
  readonly onReload: () => void;
}

interface Line {
  source: EventSource;
  readonly listeners: Set<Listener>;
  tries: number;
  waiting: ReturnType<typeof setTimeout> | undefined;
}

/** Whether news come at all: while the line is away a page may say so. */
export const live = shallowReactive({ isAway: false });

/** A page that opens after another has closed takes the line over. */
const KEPT_OPEN_MS = 3_000;
const FIRST_WAIT_MS = 3_000;
const LONGEST_WAIT_MS = 60_000;

const lines = new Map<string, Line>();

/** Listens to the district's stream until the answer is called. `onReload`: too much was missed, load everything again. */
export function listen(district: string, onChange: (change: Change) => void, onReload: () => void): () => void {
  const listener = { onChange, onReload };
  const line = lines.get(district) ?? openLine(district);
  line.listeners.add(listener);
  return () => {
    line.listeners.delete(listener);
    setTimeout(() => closeWhenUnheard(district, line), KEPT_OPEN_MS);
  };
}

/** Another person sits here now, or the same one has signed in again: who may see what is decided when the line is opened. */
export function restartLive(): void {
  for (const [district, line] of lines) {
    line.tries = 0;
    reopen(district, line);
  }
}

function openLine(district: string): Line {
  const line: Line = { source: connect(district), listeners: new Set(), tries: 0, waiting: undefined };
  lines.set(district, line);
  attend(district, line);
  return line;
}

function connect(district: string): EventSource {
  return new EventSource(`/api/${district}/stream`);
}

/** The browser keeps the connection, waits between tries and sends Last-Event-ID by itself, but for an answer that is none. */
function attend(district: string, line: Line): void {
  const { source, listeners } = line;
  source.addEventListener('open', () => {
    line.tries = 0;
    live.isAway = false;
  });
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const change = JSON.parse(data) as Change;
    for (const { onChange } of listeners) onChange(change);
  });
  source.addEventListener('reload', () => {
    for (const { onReload } of listeners) onReload();
  });
  source.addEventListener('error', () => {
    live.isAway = true;
    if (source.readyState === EventSource.CLOSED && line.source === source) tryAgain(district, line);
  });
}

/** Signed out, or a proxy in front of a server that is being restarted: the browser has given up, and we ask again by and by. */
function tryAgain(district: string, line: Line): void {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** line.tries);
  line.tries += 1;
  clearTimeout(line.waiting);
  line.waiting = setTimeout(() => reopen(district, line), wait);
}

/** What passed in between nobody has heard: everything is loaded again once the line stands. */
function reopen(district: string, line: Line): void {
  clearTimeout(line.waiting);
  line.source.close();
  if (lines.get(district) !== line) return;
  line.source = connect(district);
  attend(district, line);
  line.source.addEventListener(
    'open',
    () => {
      for (const { onReload } of line.listeners) onReload();
    },
    { once: true },
  );
}

function closeWhenUnheard(district: string, line: Line): void {
  if (line.listeners.size > 0 || lines.get(district) !== line) return;
  clearTimeout(line.waiting);
  line.source.close();
  lines.delete(district);
}
