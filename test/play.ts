// Plays moves on a case as tests tell them: who does what; versions and ids are looked after here.

import { expect } from 'vitest';

import { newId } from '../src/shared/ids.ts';
import { newToken } from '../src/shared/short-code.ts';
import { ground } from './town.ts';
import type { Client, Reply, Town } from './town.ts';
import type { PersonName } from './town-ground.ts';

export interface Played {
  readonly id: string;
  readonly reportId: string;
  readonly number: string;
  readonly queryCode: string;
  readonly link: string;
}

export type ReportFields = Record<string, unknown>;

/** What a resident sends from a phone: a point in 旧港第3网格 and a few words. */
export function aReport(fields: ReportFields = {}): Record<string, unknown> {
  return {
    id: newId(),
    reportId: newId(),
    secret: newToken(),
    words: '3栋门前井盖松了，车一过就响',
    place: { ...ground.pointInG03, crs: 'CGCS2000' },
    ...fields,
  };
}

/** @throws when it was not taken */
export async function report(client: Client, fields: ReportFields = {}): Promise<Played> {
  const reply = await client.post('/cases', aReport(fields));
  expect(reply, reply.text).toMatchObject({ status: 201 });
  return reply.json;
}

/** One move with the version read just before; answers the reply, whatever it is. */
export async function tryMove(
  town: Town,
  who: PersonName | Client,
  caseId: string,
  verb: string,
  fields: Record<string, unknown> = {},
): Promise<Reply> {
  const client = typeof who === 'string' ? town.as(who) : who;
  return client.post(`/cases/${caseId}/${verb}`, {
    moveId: newId(),
    seenVersion: await versionOf(town, caseId),
    ...fields,
  });
}

/** One move that must be taken; answers the case as it is then. */
export async function move(
  town: Town,
  who: PersonName | Client,
  caseId: string,
  verb: string,
  fields: Record<string, unknown> = {},
): Promise<any> {
  const reply = await tryMove(town, who, caseId, verb, fields);
  expect(reply.status, `${verb}: ${reply.text}`).toBe(200);
  return reply.json;
}

/** As the program itself sees it, whoever asks. */
export async function versionOf(town: Town, caseId: string): Promise<number> {
  return (await rowOf(town, caseId)).version as number;
}

export async function rowOf(town: Town, caseId: string): Promise<Record<string, unknown>> {
  const { rows } = await town.database.asOwner((connection) =>
    connection.query('select * from d_yunting.cases where id = $1', [caseId]),
  );
  expect(rows.length).toBe(1);
  return rows[0] as Record<string, unknown>;
}
