/**
 * Attachments: who may name an upload, who may see it, how long it waits. An id made by its sender holds 74 random bits,
 * so it is the proof of an upload without a session; there is no second secret to lose.
 */
import type { Instant } from '#shared/time.ts';
import { addMinutes } from '#shared/time.ts';

export type AttachmentKind = 'picture' | 'recording';
export type AttachmentState = 'received' | 'ready' | 'refused';
export type Audience = 'staff' | 'organisation';

/** An upload no case has named yet. */
export interface Upload {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly sender: string;
  readonly uploadedAt: Instant;
}

const UNNAMED_FOR_MINUTES = 24 * 60;

/** Of senders nobody can call to account: a link, or an address without any. */
export const MAX_UNNAMED_PER_HOUR = 30;

/** Uploads from before this moment can no longer be named, and are removed. */
export function unnamedSince(now: Instant): Instant {
  return addMinutes(now, -UNNAMED_FOR_MINUTES);
}

/** `sender` as everywhere in writes: an account's id, `link:…`, `anonymous`. */
export function mayName(upload: Upload, sender: string, now: Instant): boolean {
  return upload.sender === sender && upload.uploadedAt > unnamedSince(now);
}

// What an organisation says itself; everything else in a case is said by residents or staff.
const VERBS_OF_ORGANISATIONS: readonly string[] = ['feedback', 'sendBack'];

/**
 * Organisations see pictures of the problem. A voice tells who speaks: they hear only what came with their own moves.
 *
 * @param verb of the move the attachment comes with; undefined when it comes with a report
 */
export function audienceOf(kind: AttachmentKind, verb: string | undefined): Audience {
  if (kind === 'picture') return 'organisation';
  return verb !== undefined && VERBS_OF_ORGANISATIONS.includes(verb) ? 'organisation' : 'staff';
}
