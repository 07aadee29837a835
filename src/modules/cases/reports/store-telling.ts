// Text messages to reporters, as rows that name a voice; numbers stay where they are until one is sent.

import { sql } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Instant } from '#shared/time.ts';

import { TOLD, TOLD_THERE } from './telling-rules.ts';
import type { Told } from './telling-rules.ts';

/**
 * Links of the voices of a case that left a number and were not withdrawn; who spoke twice under one number is told once. What was split
 * off has no number and no page of its own: it is told by those of the voice it came from.
 */
export async function findLinksToTell(db: Db, caseId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('case_reports')
    .innerJoin('case_contacts', (join) =>
      join.on('case_contacts.report_id', '=', sql<string>`coalesce(case_reports.origin_id, case_reports.id)`),
    )
    .innerJoin('links', 'links.report_id', 'case_contacts.report_id')
    .select('links.id')
    .distinctOn('case_contacts.phone_index')
    .where('case_reports.case_id', '=', caseId)
    .where('case_reports.is_withdrawn', '=', false)
    .where('case_reports.channel', 'not in', TOLD_THERE)
    .where('case_contacts.phone_cipher', 'is not', null)
    .orderBy('case_contacts.phone_index')
    .orderBy('links.made_at', 'desc')
    .execute();
  return rows.map(({ id }) => id);
}

/** What has not left yet is overtaken by what is told now. */
export async function dropWaiting(db: Db, caseId: string, linkIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('messages')
    .where('case_id', '=', caseId)
    .where('link_id', 'in', linkIds)
    .where('purpose', 'in', TOLD)
    .where('sent_at', 'is', null)
    .where('sending_since', 'is', null)
    .execute();
}

export interface NewMessage {
  readonly id: string;
  readonly purpose: Told;
  readonly case_id: string;
  readonly link_id: string;
  readonly made_at: Instant;
  readonly try_after: Instant;
}

export async function insertTold(db: Db, rows: readonly NewMessage[]): Promise<void> {
  await db
    .insertInto('messages')
    .values([...rows])
    .execute();
}

export interface VoiceToTell {
  readonly id: string;
  readonly purpose: Told;
  readonly failures: number;
  readonly status: string;
  readonly secrecy: string;
  readonly reportId: string;
  readonly isWithdrawn: boolean;
  readonly phoneCipher: string | null;
  readonly linkId: string;
  readonly isLinkOver: boolean;
  /** As the reporter knows it, also after a merge. */
  readonly number: string;
}

/** Of the messages that were taken, what is known of their voices now. */
export async function findToldVoices(db: Db, ids: readonly string[]): Promise<VoiceToTell[]> {
  const rows = await db
    .selectFrom('messages')
    .innerJoin('links', 'links.id', 'messages.link_id')
    .innerJoin('case_reports as voice', 'voice.id', 'links.report_id')
    .innerJoin('cases', 'cases.id', 'messages.case_id')
    .leftJoin('cases as own', (join) =>
      join.onRef('own.id', '=', 'voice.filed_under_id').onRef('voice.case_id', '=', 'messages.case_id'),
    )
    .leftJoin('case_contacts', 'case_contacts.report_id', 'voice.id')
    .select((eb) => [
      'messages.id',
      'messages.purpose',
      'messages.failures',
      'cases.status',
      'cases.secrecy',
      'voice.id as reportId',
      'voice.is_withdrawn as isWithdrawn',
      'case_contacts.phone_cipher as phoneCipher',
      'links.id as linkId',
      eb('links.revoked_at', 'is not', null).as('isLinkOver'),
      eb.fn.coalesce('own.number', 'cases.number').as('number'),
    ])
    .where('messages.id', 'in', ids)
    .execute();
  return rows as VoiceToTell[];
}
