// Uploading a picture or recording, naming it in a case, reading it.

import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

import { holds } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction, scopeOf } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import type { Db } from '#platform/database/connection.ts';
import { inspectPicture } from '#platform/pictures.ts';
import { inspectRecording } from '#platform/recordings.ts';
import { addMinutes, minutesBetween } from '#shared/time.ts';

import { keepNamed } from './actions-files.ts';
import { ACCEPTED_TYPES } from './contract.ts';
import type { Uploaded } from './contract.ts';
import { MAX_UNNAMED_PER_HOUR, audienceOf, mayName } from './rules.ts';
import type { AttachmentKind } from './rules.ts';
import {
  countUnnamed,
  findAttachments,
  findSeen,
  findUpload,
  findVerb,
  followReports,
  insertUpload,
  lockUploads,
  nameUploads,
} from './store.ts';
import type { AttachmentLine, SeenAttachment } from './store.ts';

const RETRY_AFTER_SECONDS = 3;

/**
 * Names uploads in a case, inside the case's own transaction, widened to the district.
 *
 * @throws {Problem} `input-invalid` for an id that is no waiting upload of this actor's
 */
export async function attachToCase(
  ctx: TransactionContext,
  attachmentIds: readonly string[],
  to: { caseId: string; moveId: string | null; reportId: string | null },
): Promise<void> {
  if (attachmentIds.length === 0) return;
  const uploads = new Map((await lockUploads(ctx.db, attachmentIds)).map((upload) => [upload.id, upload]));
  const sender = scopeOf(ctx).writer;
  const errors = attachmentIds.flatMap((id, index) => {
    const upload = uploads.get(id);
    const isFirst = attachmentIds.indexOf(id) === index;
    if (isFirst && upload !== undefined && mayName(upload, sender, ctx.now)) return [];
    const detail = isFirst ? 'is not an upload of yours that waits for its case' : 'is named twice';
    return [{ pointer: `/attachmentIds/${index}`, in: 'body', detail }];
  });
  if (errors.length > 0) throw problem('input-invalid', `${errors.length} attachment(s) cannot be named`, { errors });

  const verb = to.reportId === null && to.moveId !== null ? await findVerb(ctx.db, to.moveId) : undefined;
  for (const audience of ['organisation', 'staff'] as const) {
    const meant = [...uploads.values()].filter(({ kind }) => audienceOf(kind, verb) === audience);
    await nameUploads(
      ctx.db,
      meant.map(({ id }) => id),
      to,
      audience,
    );
  }
}

/** Inside the transaction that merged two cases, or undid it: attachments go to the case their voice is in now. */
export function followMovedReports(ctx: TransactionContext, caseIds: readonly string[]): Promise<void> {
  return followReports(ctx.db, caseIds);
}

/** What a case has, of that what the actor may see. */
export function listAttachments(db: Db, caseId: string): Promise<AttachmentLine[]> {
  return findAttachments(db, caseId);
}

/**
 * Keeps what was sent under its sender's id. The same again answers the same.
 *
 * @param address of the sender; only its keyed hash is kept, and only until a case names the upload
 * @throws {Problem} `file-not-accepted`, `id-taken`, `too-many-tries`
 */
export async function keepUpload(ctx: Context, id: string, content: Buffer, address: string): Promise<Uploaded> {
  const inspected = inspect(content);
  const addressIndex = ctx.actor.kind === 'anonymous' ? await indexOf(ctx, address) : null;
  const arrived = {
    id,
    kind: inspected.kind,
    sentHash: createHash('sha256').update(content).digest('hex'),
    sender: scopeOf(ctx).writer,
    addressIndex,
  };
  // Asked before the bytes are kept, so that a replay or a flood costs no disk; asked again with the row.
  if (await isKnown(ctx, arrived)) return { id, kind: inspected.kind };

  await keepNamed(ctx, [content], () =>
    inTransaction(ctx, (ctx) => saveUpload(ctx, arrived, inspected.contentType, content.length)),
  );
  return { id, kind: inspected.kind };
}

/** Bytes of one attachment as they are served: never an original that may say where and when it was taken. */
export interface Served {
  contentType: string;
  sizeBytes: number;
  stream: Readable;
}

/** @throws {Problem} `not-found`, `permission-missing`, `attachment-not-ready` */
export async function openAttachment(ctx: Context, id: string, which: 'whole' | 'thumbnail'): Promise<Served> {
  const seen = await inTransaction(ctx, ({ db }) => findSeen(db, id, ctx.actor.accountId));
  if (seen === undefined) throw notFound();
  checkMayRead(ctx, seen);
  if (seen.state === 'received') {
    throw problem('attachment-not-ready', 'The picture is being freed of what the camera wrote into it', {
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
  const hash = which === 'whole' ? seen.ready_hash : seen.thumbnail_hash;
  if (hash === null) throw notFound();
  const file = await ctx.platform.files.open(hash);
  if (file === undefined) throw new Error(`the file of attachment ${id} is missing`);
  return { contentType: seen.kind === 'picture' ? 'image/jpeg' : seen.content_type, ...file };
}

interface Inspected {
  kind: AttachmentKind;
  contentType: string;
}

/** By the first bytes alone: neither the name nor the content type that was sent is believed. */
function inspect(content: Buffer): Inspected {
  const picture = inspectPicture(content);
  if (!('refused' in picture)) return { kind: 'picture', contentType: picture.contentType };
  if (picture.refused !== 'not-a-picture') throw notAccepted(picture.refused, picture.format);
  const recording = inspectRecording(content);
  if (!('refused' in recording)) return { kind: 'recording', contentType: recording.contentType };
  throw notAccepted(recording.refused === 'not-a-recording' ? 'not-a-picture-or-recording' : recording.refused);
}

function notAccepted(reason: string, format?: string) {
  return problem('file-not-accepted', `The file is refused: ${format ?? reason}`, {
    reason,
    ...(format === undefined ? {} : { format }),
    allowed: ACCEPTED_TYPES,
  });
}

interface Arrived {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly sentHash: string;
  readonly sender: string;
  readonly addressIndex: string | null;
}

async function indexOf(ctx: Context, address: string): Promise<string> {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return safe.index('attachments.address', address);
}

function isKnown(ctx: Context, arrived: Arrived): Promise<boolean> {
  return inTransaction(ctx, (ctx) =>
    elevated(ctx, 'upload', async () => {
      const isReplay = await isSameUpload(ctx.db, arrived);
      if (!isReplay) await checkFlood(ctx, arrived);
      return isReplay;
    }),
  );
}

function saveUpload(ctx: TransactionContext, arrived: Arrived, contentType: string, sizeBytes: number): Promise<void> {
  return elevated(ctx, 'upload', async () => {
    await checkFlood(ctx, arrived);
    const { id, kind, sentHash, sender, addressIndex } = arrived;
    const isPicture = kind === 'picture';
    const isNew = await insertUpload(ctx.db, {
      id,
      kind,
      audience: 'staff',
      content_type: contentType,
      size_bytes: sizeBytes,
      sent_hash: sentHash,
      original_hash: isPicture ? sentHash : null,
      // There is nothing here that takes a recording apart: it is served as it was sent, with whatever its container says.
      ready_hash: isPicture ? null : sentHash,
      state: isPicture ? 'received' : 'ready',
      sender,
      address_index: addressIndex,
      uploaded_at: ctx.now,
    });
    if (!isNew) return void (await isSameUpload(ctx.db, arrived));
    await ctx.announce({ name: 'attachment.received', attachmentId: id, path: ctx.district.path });
  });
}

/** @throws {Problem} `id-taken` when the id holds something else, or belongs to somebody else */
async function isSameUpload(db: Db, { id, sentHash, sender }: Arrived): Promise<boolean> {
  const known = await findUpload(db, id);
  if (known === undefined) return false;
  if (known.sender === sender && known.sent_hash === sentHash) return true;
  throw problem('id-taken', 'This id was used before with other content or by somebody else; make a new one', { id });
}

async function checkFlood(ctx: TransactionContext, { sender, addressIndex }: Arrived): Promise<void> {
  // An account can be asked; who comes with nothing or with a link that was passed on cannot.
  if (ctx.actor.kind === 'account' || ctx.actor.kind === 'system') return;
  const { count, oldest } = await countUnnamed(ctx.db, sender, addressIndex, addMinutes(ctx.now, -60));
  if (count < MAX_UNNAMED_PER_HOUR || oldest === null) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((60 - minutesBetween(oldest, ctx.now)) * 60));
  throw problem('too-many-tries', `At most ${MAX_UNNAMED_PER_HOUR} files an hour wait for their report`, {
    retryAfterSeconds,
  });
}

/** The row was seen, so a link has its way in; an account also needs the permission, except for a matter of its own. */
function checkMayRead({ actor }: Context, { case_path: path, is_reporter: isReporter }: SeenAttachment): void {
  if (actor.kind !== 'account' || isReporter || holds(actor, 'attachment.read', path ?? '')) return;
  const forOrganisation = actor.grants.some(
    ({ organisationId, permissions }) => organisationId !== null && permissions.has('attachment.read'),
  );
  if (forOrganisation) return;
  throw problem('permission-missing', 'This needs the permission attachment.read', { permission: 'attachment.read' });
}

function notFound() {
  return problem('not-found', 'There is no such attachment, or it is not for you');
}
