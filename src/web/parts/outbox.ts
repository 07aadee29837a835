// What was composed here goes out exactly once: kept in the browser's database first, sent when somebody answers, and
// every request carries the id that its writer made, so that one sent twice happens once.

import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { shallowReactive } from 'vue';

import { NoAnswer, Refused, ask } from './api.ts';
import { now } from './now.ts';
import { noteOwnReport } from './story-hint.ts';

/** One request of a parcel, in order: pictures before the report that names them. */
export interface Step {
  readonly method: string;
  /** The whole path with its district. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Blob;
}

export interface Parcel {
  readonly id: string;
  /** Parcels of one subject (a case) go out in the order they were made. */
  readonly subject: string;
  /** What the person reads in 待上传. */
  readonly title: string;
  readonly madeAt: string;
  readonly steps: readonly Step[];
  /** Not sent before this instant: until then the person may take it back. */
  readonly heldUntil?: string;
}

interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Kept extends Parcel {
  /** The server has said no: it stays here until the person decides. */
  readonly refusal?: Answered;
  /** The server has said "not yet": it goes out later by itself, and the person may be told why it waits. */
  readonly delay?: Answered;
}

interface Shelf extends DBSchema {
  parcels: { key: string; value: Kept };
}

const RETRY_MS = 15_000;

export interface Outbox {
  /** What is still here, oldest first; watched by pages. */
  readonly waiting: readonly Kept[];
  /** Nobody answered the last try: what waits is not merely slow. Watched by pages. */
  readonly isAway: boolean;
  /** False where the browser forbids a database: what is written is lost with the page, and the person must be told. */
  readonly isKept: boolean;
  /**
   * Keeps the parcel, then tries at once. Answers what its last step was answered, or undefined when it waits.
   *
   * @throws {Refused} when the server says no; the parcel is then not kept
   */
  send(parcel: Parcel): Promise<unknown>;
  /** Keeps a parcel in place of the one with its id, and tries when it is no longer held. A refusal stays with it, for the person to decide. */
  keep(parcel: Parcel): Promise<void>;
  /** Tries everything again, oldest first. */
  flush(): Promise<void>;
  remove(id: string): Promise<void>;
  /** Told of each parcel that went out later, with the answer of its last step. */
  onSent(listener: (parcel: Parcel, answer: unknown) => void): () => void;
}

export async function openOutbox(name: string): Promise<Outbox> {
  const shelf = await openShelf(name);
  const state = shallowReactive({ waiting: [] as readonly Kept[], isAway: false });
  const answers = new Map<string, unknown>();
  const listeners = new Set<(parcel: Parcel, answer: unknown) => void>();
  if (shelf !== undefined) state.waiting = inOrder(await shelf.getAll('parcels'));
  let round: Promise<void> | undefined;

  async function put(parcel: Kept): Promise<void> {
    await shelf?.put('parcels', parcel);
    state.waiting = inOrder([...state.waiting.filter(({ id }) => id !== parcel.id), parcel]);
  }

  async function remove(id: string): Promise<void> {
    await shelf?.delete('parcels', id);
    state.waiting = state.waiting.filter((parcel) => parcel.id !== id);
  }

  async function tryAll(): Promise<void> {
    const stuck = new Set<string>();
    for (const parcel of state.waiting) {
      if (stuck.has(parcel.subject)) continue;
      if (parcel.refusal !== undefined || isHeld(parcel)) {
        stuck.add(parcel.subject);
        continue;
      }
      try {
        const answer = await deliver(parcel);
        state.isAway = false;
        await remove(parcel.id);
        for (const listener of listeners) listener(parcel, answer);
      } catch (error) {
        state.isAway = error instanceof NoAnswer;
        if (error instanceof NoAnswer) return;
        if (!(error instanceof Refused)) throw error;
        stuck.add(parcel.subject);
        const answered = { status: error.status, body: error.body };
        await put({ ...parcel, ...(isForLater(error) ? { delay: answered } : { refusal: answered }) });
      }
    }
  }

  const flush = (): Promise<void> => {
    round ??= tryAll().finally(() => (round = undefined));
    return round;
  };

  const outbox: Outbox = {
    get waiting() {
      return state.waiting;
    },
    get isAway() {
      return state.isAway;
    },
    isKept: shelf !== undefined,
    flush,
    remove,
    async keep({ id, subject, title, madeAt, steps, heldUntil }) {
      await put({ id, subject, title, madeAt, steps, ...(heldUntil === undefined ? {} : { heldUntil }) });
      if (isHeld({ heldUntil })) setTimeout(() => void flush(), Date.parse(heldUntil ?? '') - Date.parse(now()) + 50);
      else await flush();
    },
    async send(parcel) {
      const [, district] = /^\/api\/([^/]+)\/cases$/.exec(parcel.steps[parcel.steps.length - 1]?.address ?? '') ?? [];
      if (district !== undefined) noteOwnReport(district, parcel.id);
      await put(parcel);
      const own = () => state.waiting.find(({ id }) => id === parcel.id);
      await flush(); // what is older goes first; a round that ran already may not have seen this one
      if (own() !== undefined) await flush();
      const kept = own();
      if (kept === undefined) {
        const answer = answers.get(parcel.id);
        answers.delete(parcel.id);
        return answer;
      }
      if (kept.refusal === undefined) return undefined;
      await remove(parcel.id);
      throw new Refused(kept.refusal.status, kept.refusal.body);
    },
    onSent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  outbox.onSent(({ id }, answer) => answers.set(id, answer));

  addEventListener('online', () => void flush());
  document.addEventListener('visibilitychange', () => void (document.visibilityState === 'visible' && flush()));
  setInterval(() => void (state.waiting.length > 0 && flush()), RETRY_MS);
  void flush();
  return outbox;
}

/** Sends the steps in order; each may have arrived before. @throws {Refused | NoAnswer} */
async function deliver({ steps }: Parcel): Promise<unknown> {
  let last: unknown;
  for (const { method, address, headers, body } of steps) {
    const answer = await ask(address, { method, headers: { ...headers }, body });
    last = answer.status === 204 ? undefined : await answer.json();
  }
  return last;
}

function isHeld({ heldUntil }: { readonly heldUntil?: string | undefined }): boolean {
  return heldUntil !== undefined && heldUntil > now();
}

/** Too many at once, or not signed in any more: the same parcel is right later. */
function isForLater({ status }: Refused): boolean {
  return status === 429 || status === 408 || status === 401;
}

function inOrder(parcels: readonly Kept[]): Kept[] {
  return [...parcels].sort((a, b) => a.madeAt.localeCompare(b.madeAt));
}

async function openShelf(name: string): Promise<IDBPDatabase<Shelf> | undefined> {
  try {
    const shelf = await openDB<Shelf>(`gezhi-${name}`, 1, {
      upgrade: (database) => void database.createObjectStore('parcels', { keyPath: 'id' }),
    });
    await navigator.storage?.persist?.();
    return shelf;
  } catch {
    return undefined; // a private window, or storage switched off: `isKept` tells the person
  }
}
