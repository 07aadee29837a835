// What this person does goes out from here: held for ten seconds so that it can be taken back, then exactly once.

import { computed, shallowReactive } from 'vue';

import type { MoveVerb } from '#modules/cases/moves/transitions.ts';
import { newId } from '#shared/ids.ts';
import { uploadSteps } from '#web/parts/evidence.ts';
import type { Draft } from '#web/parts/evidence.ts';
import { now } from '#web/parts/now.ts';
import { openOutbox } from '#web/parts/outbox.ts';
import type { Kept, Outbox, Parcel } from '#web/parts/outbox.ts';

import { district } from './here.ts';

export const UNDO_MS = 10_000;

const state = shallowReactive<{ outbox: Outbox | undefined; accountId: string }>({ outbox: undefined, accountId: '' });
const listeners = new Set<(parcel: Parcel, answer: unknown) => void>();

/** Each person's parcels lie apart: what one has composed never goes out as another's. */
export async function openSending(accountId: string): Promise<void> {
  if (state.accountId === accountId) return;
  const opened = await openOutbox(`worker-${district}-${accountId}`);
  opened.onSent((parcel, answer) => {
    for (const listener of listeners) listener(parcel, answer);
  });
  Object.assign(state, { outbox: opened, accountId });
}

export function closeSending(): void {
  Object.assign(state, { outbox: undefined, accountId: '' });
}

export function outbox(): Outbox {
  if (state.outbox === undefined) throw new Error('nobody is signed in: nothing can be sent');
  return state.outbox;
}

export const waiting = computed<readonly Kept[]>(() => state.outbox?.waiting ?? []);

export function waitingFor(subject: string): readonly Kept[] {
  return waiting.value.filter((parcel) => parcel.subject === subject);
}

/** Told of each parcel that went out, also of those another page made. */
export function onSent(listener: (parcel: Parcel, answer: unknown) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface Act {
  readonly caseId: string;
  readonly verb: MoveVerb;
  /** What the person reads while it waits. */
  readonly title: string;
  readonly seenVersion: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly drafts?: readonly Draft[];
}

/** Keeps one move; it leaves after ten seconds, or when there is signal again. */
export async function act({ caseId, verb, title, seenVersion, body, drafts = [] }: Act): Promise<void> {
  const made = now();
  const moveId = newId();
  // Each move that still waits here will have raised the version by one when this one arrives.
  const ahead = waitingFor(caseId).filter(({ refusal }) => refusal === undefined).length;
  const attachmentIds = drafts.map(({ id }) => id);
  const move = {
    moveId,
    seenVersion: seenVersion + ahead,
    ...(navigator.onLine ? {} : { at: made }),
    ...(attachmentIds.length === 0 ? {} : { attachmentIds }),
    ...body,
  };
  await outbox().keep({
    id: moveId,
    subject: caseId,
    title,
    madeAt: made,
    heldUntil: new Date(Date.parse(made) + UNDO_MS).toISOString(),
    steps: [
      ...uploadSteps(district, drafts),
      {
        method: 'POST',
        address: `/api/${district}/cases/${caseId}/${verb}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(move),
      },
    ],
  });
}

/** The move made last that can still be taken back. */
export const undoable = computed<Kept | undefined>(() => {
  const held = waiting.value.filter(({ heldUntil, refusal }) => heldUntil !== undefined && refusal === undefined);
  return held[held.length - 1];
});

/** Sends what is held without waiting for the ten seconds. */
export async function sendNow(parcel: Kept): Promise<void> {
  const { heldUntil: _heldUntil, refusal: _refusal, ...rest } = parcel;
  await outbox().keep(rest);
}

/** What a refused move said, so that nothing typed is lost. */
export function wordsIn({ steps }: Parcel): string {
  const last = steps[steps.length - 1]?.body;
  if (typeof last !== 'string') return '';
  const { words } = JSON.parse(last) as { words?: unknown };
  return typeof words === 'string' ? words : '';
}
