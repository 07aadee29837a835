// The suggestion box: a remark goes in sealed, and is opened for who may read it.

import { holds } from '#permissions';
import { caseSettings } from '#modules/cases/clocks/district-settings.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { paceOf } from '#platform/pace.ts';
import type { Safe } from '#platform/vault.ts';
import { isLandline, isMobilePhone, normalisePhone } from '#shared/identifiers.ts';

import { readingDue } from './rules.ts';
import { findFirstUnread, insertRemark, listRemarkRows, lockRemarkRow, saveReading } from './store.ts';
import type { RemarkRow } from './store.ts';

/** An address is shared by many behind one gateway; nobody writes twenty remarks an hour. */
const pace = paceOf({ most: 20, minutes: 60 });

export interface RemarkInput {
  id: string;
  words: string;
  phone?: string | undefined;
  page: string;
}

/** @throws {Problem} `input-invalid` for what is no phone number, `too-many-tries`, `id-taken` */
export async function putRemark(ctx: Context, { id, words, page, ...input }: RemarkInput, address: string) {
  const phone = checkedPhone(ctx, input.phone);
  const [safe, { calendar }] = await Promise.all([ctx.platform.vault.safe(ctx.district.id), caseSettings(ctx)]);
  pace.check(ctx, address);
  return inTransaction(ctx, async (ctx) => {
    // A plain hash would give a phone number away.
    const content = { words, page, phone: phone === null ? null : safe.index('remarks.phone', phone) };
    const { answer } = await once(ctx, id, content, async () => {
      await insertRemark(ctx.db, {
        id,
        words_cipher: safe.seal(placeOf('words', id), words),
        phone_cipher: phone === null ? null : safe.seal(placeOf('phone', id), phone),
        page,
        path: ctx.district.path,
        received_at: ctx.now,
      });
      const { dueAt } = readingDue({ receivedAt: ctx.now, readAt: null }, ctx.now, calendar);
      return { id, receivedAt: ctx.now, dueAt };
    });
    return answer;
  });
}

/** @throws {Problem} `permission-missing` for who may read it only in a part of the district: the box is the whole one's */
export async function listRemarks(
  ctx: Context,
  { isRead, after, limit }: { isRead?: 'true' | 'false' | undefined; after?: string | undefined; limit: number },
) {
  guardReads(ctx);
  const [safe, { calendar }] = await Promise.all([ctx.platform.vault.safe(ctx.district.id), caseSettings(ctx)]);
  return inTransaction(ctx, async (ctx) => {
    const read = isRead === undefined ? undefined : isRead === 'true';
    const rows = await listRemarkRows(ctx.db, { isRead: read, afterId: after, most: limit + 1 });
    const remarks = rows.slice(0, limit).map((row) => {
      const view = viewOf(row, safe);
      return { ...view, ...readingDue(view, ctx.now, calendar) };
    });
    const unreadSince = await findFirstUnread(ctx.db);
    return {
      remarks,
      next: rows.length > limit ? (remarks.at(-1)?.id ?? null) : null,
      firstUnread:
        unreadSince === undefined ? null : readingDue({ receivedAt: unreadSince, readAt: null }, ctx.now, calendar),
    };
  });
}

/** @throws {Problem} `not-found`, `permission-missing` */
export function markRemarkRead(ctx: Context, id: string): Promise<{ id: string; readAt: string }> {
  guardReads(ctx);
  return inTransaction(ctx, async (ctx) => {
    const remark = await lockRemarkRow(ctx.db, id);
    if (remark === undefined) throw problem('not-found', 'There is no such remark in the box');
    if (remark.read_at !== null) return { id, readAt: remark.read_at };
    await saveReading(ctx.db, id, ctx.actor.accountId, ctx.now);
    return { id, readAt: ctx.now };
  });
}

function guardReads({ actor, district }: Context): void {
  if (holds(actor, 'remark.read', district.path)) return;
  throw problem('permission-missing', 'The box is read by who holds this for the whole district', {
    permission: 'remark.read',
  });
}

function viewOf(row: RemarkRow, safe: Safe) {
  return {
    id: row.id,
    words: safe.open(placeOf('words', row.id), row.words_cipher),
    phone: row.phone_cipher === null ? null : safe.open(placeOf('phone', row.id), row.phone_cipher),
    page: row.page,
    receivedAt: row.received_at,
    readAt: row.read_at,
  };
}

function placeOf(column: 'words' | 'phone', id: string): string {
  return `remarks.${column}.${id}`;
}

function checkedPhone({ district }: Context, typed: string | undefined): string | null {
  if (typed === undefined) return null;
  const phone = normalisePhone(typed);
  if (phone !== undefined && (isMobilePhone(phone, { demo: district.isDemo }) || isLandline(phone))) return phone;
  throw problem('input-invalid', 'Not a phone number', {
    errors: [{ pointer: '/phone', in: 'body', detail: 'is not a mobile or landline number' }],
  });
}
