// When a reporter who left a number is told by a text message, and not before which hour.

import type { Instant } from '#shared/time.ts';
import { addDays, instantAt, wallClock } from '#shared/time.ts';

import type { CaseFacts } from '../facts.ts';
import { KINDS } from '../kinds.ts';

/** What is told: that it is done, answered or not ours, and that whoever could not look asks the reporter to. */
export const TOLD = ['toldClosed', 'toldAnswered', 'toldRejected', 'toldToLook'] as const;
export type Told = (typeof TOLD)[number];

interface Step {
  readonly verb: string;
  readonly reason: string | undefined;
  readonly before: Pick<CaseFacts, 'status'>;
  readonly after: Pick<CaseFacts, 'status' | 'secrecy' | 'kind'>;
}

/** Nothing goes to the home of whoever told of violence there: a message may be read by somebody else. */
export function whatToTell({ verb, reason, before, after }: Step): Told | undefined {
  if (after.secrecy === 'restricted') return undefined;
  if (verb === 'verify' && reason === 'askedReporter' && after.status === 'verifying') return 'toldToLook';
  if (before.status === after.status) return undefined;
  if (after.status === 'rejected') return 'toldRejected';
  if (after.status !== 'closed') return undefined;
  return KINDS[after.kind].endsBy === 'answer' ? 'toldAnswered' : 'toldClosed';
}

/** Whether it is still so when the message leaves: nobody is told that something is done which was opened again meanwhile. */
export function isStillSo(told: Told, status: string): boolean {
  if (told === 'toldToLook') return status === 'verifying';
  return status === (told === 'toldRejected' ? 'rejected' : 'closed');
}

/** Voices that came through another house are answered through that house. */
export const TOLD_THERE: readonly string[] = ['hotline12345', 'superior', 'videoDevice', 'interface'];

const MORNING_MINUTE = 8 * 60;
const EVENING = '21:00';
const MORNING = '08:00';

/** Nobody's phone rings at night because of a lamp: what is told between 21:00 and 8:00 waits for the morning. */
export function notBefore(now: Instant, timeZone: string): Instant {
  const { day, time } = wallClock(now, timeZone);
  if (time >= MORNING && time < EVENING) return now;
  return instantAt(time >= EVENING ? addDays(day, 1) : day, MORNING_MINUTE, timeZone);
}
