// Backups made by earlier code come back under today's: every case as people read it then, and it can be worked on to its end.

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fillCalendar } from '../src/modules/areas/calendar-days.ts';
import { forgetCaseSettings } from '../src/modules/cases/clocks/district-settings.ts';
import { mistakes, rows } from '../src/modules/cases/played-for-tests.ts';
import { asSystem } from '../src/platform/context.ts';
import { readMigrations } from '../src/platform/database/migrations.ts';
import { openFileStore } from '../src/platform/files.ts';
import { restoreBackup } from '../src/platform/backup/restore.ts';
import { newId } from '../src/shared/ids.ts';
import { openEmptyDatabase } from './database.ts';
import { move } from './play.ts';
import { ground, openTown } from './town.ts';
import type { Town } from './town.ts';
import type { PersonName } from './town-ground.ts';

const FOLDER = join(import.meta.dirname, 'upgrade');
const ARCHIVES = readdirSync(FOLDER).filter((name) => name.endsWith('.tar.gz'));
const MOST_BYTES = 200_000;
/** What a program brings with it may become more. */
const SHIPPED = /\.indicators$/;

/** What make.ts wrote beside the archive. */
interface Told {
  madeAt: string;
  tables: Record<string, number>;
  toPlayOn: string;
  contactOf: { caseId: string; reportId: string; name: string; phone: string; address: string };
  cases: (Record<'facts' | 'moments', Record<string, unknown>> & {
    reader: PersonName;
    orders: object[];
    stations: object[];
    reports: object[];
    attachments: { id: string }[];
  })[];
  traces: { link: string; queryCode: string; number: string; status: string; words: string[]; stations: object[] }[];
  files: { id: string; link: string; sha256: string }[];
}

test('there are archives of earlier code, and they are small', () => {
  expect(ARCHIVES).toContain('2026-11-22-b8cc512.tar.gz');
  expect(ARCHIVES.map((name) => statSync(join(FOLDER, name)).size).filter((bytes) => bytes > MOST_BYTES)).toEqual([]);
});

describe.each(ARCHIVES)('%s', (name) => {
  const path = join(FOLDER, name);
  const told = JSON.parse(readFileSync(path.replace(/\.tar\.gz$/, '.json'), 'utf8')) as Told;
  const directory = mkdtempSync(join(tmpdir(), 'gezhi-upgrade-'));
  let town: Town;
  beforeAll(async () => {
    const database = await openEmptyDatabase();
    const files = await openFileStore(directory);
    const manifest = await restoreBackup({ database, files, path });
    expect(manifest.missingFiles).toEqual([]);
    town = await openTown({ database, files });
    town.setClock(told.madeAt);
  });
  afterAll(async () => {
    await town.close();
    rmSync(directory, { recursive: true });
  });

  test('it stands at the last migration of this program', async () => {
    const [{ number }] = (await rows(
      town,
      "select max(number) as number from shared.migrations where schema_name = 'd_yunting'",
    )) as [{ number: number }];
    expect(number).toBe((await readMigrations('district')).length);
  });

  test('no row is lost: every table of then holds as many as then', async () => {
    const counted = Object.keys(told.tables).map(
      async (table) => [table, Number((await rows(town, `select count(*) as rows from ${table}`))[0]!.rows)] as const,
    );
    const now = Object.fromEntries(await Promise.all(counted));
    const asThen = ([table]: [string, number]) => !SHIPPED.test(table);
    expect(Object.fromEntries(Object.entries(now).filter(asThen))).toEqual(
      Object.fromEntries(Object.entries(told.tables).filter(asThen)),
    );
    for (const [table, before] of Object.entries(told.tables)) expect(now[table], table).toBeGreaterThanOrEqual(before);
    expect(told.cases.length).toBe(told.tables['d_yunting.cases']);
  });

  test.each(told.cases)('$facts.number ($facts.status) is read as it was', async (before) => {
    const { status, json } = await town.as(before.reader).get(`/cases/${String(before.facts.id)}`);
    expect(status).toBe(200);
    const { facts, moments, ...parts } = before;
    const { reader: _, ...lists } = parts;
    expect(json).toMatchObject({ ...facts, ...moments, ...lists });
  });

  test.each(told.traces)('the reporter of $number reads the own words and stations by link', async (before) => {
    const { link, queryCode, words, ...rest } = before;
    expect((await town.withLink(link).get('/trace')).json).toMatchObject({ ...rest, mine: { words } });
    const looked = await town.stranger().post('/case-lookups', { number: rest.number, queryCode });
    expect(looked.status).toBe(200);
  });

  test('what was sealed opens: name, phone and address of a reporter', async () => {
    const { caseId, reportId, ...contact } = told.contactOf;
    const opening = { openingId: newId(), reportId, purpose: 'confirmFacts' };
    expect((await town.as('luo').post(`/cases/${caseId}/reporter-openings`, opening)).json).toMatchObject(contact);
  });

  test('pictures and recordings are the bytes they were', async () => {
    const served = told.files.map(async ({ id, link }) => {
      const headers = { authorization: `Link ${link}` };
      const { rawPayload } = await town.app.server.inject({ url: `/api/yunting/attachments/${id}`, headers });
      return createHash('sha256').update(rawPayload).digest('hex');
    });
    expect(await Promise.all(served)).toEqual(told.files.map(({ sha256 }) => sha256));
  });

  test('a case of then is dispatched, signed for, done, verified and closed, and its reporter rates it', async () => {
    const id = told.toPlayOn;
    const workOrderId = newId();
    // By the clock, within the hour after the upgrade.
    await fillCalendar(asSystem(town.context()));
    forgetCaseSettings(town.context());
    town.pass(5);
    await move(town, 'lin', id, 'dispatch', {
      organisationId: ground.organisation('road').id,
      newWorkOrderId: workOrderId,
    });
    await town.settled();
    await move(town, 'roadReceiver', id, 'acknowledge', { workOrderId });
    await move(town, 'roadReceiver', id, 'feedback', { workOrderId, evidence: ['writtenNote'], words: '已更换井盖' });
    await move(town, 'zhou', id, 'verify', { outcome: 'solved' });
    expect(await move(town, 'lin', id, 'close')).toMatchObject({ status: 'closed' });
    const trace = told.traces.find(({ number }) => number === numberOf(told, id));
    const rated = await move(town, town.withLink(trace!.link), id, 'evaluate', { isSolved: true, manner: 'good' });
    expect(rated.status).toBe('evaluated');
  });

  test('nothing of it was a mistake of the program', async () => {
    await town.settled();
    expect(mistakes(town)).toEqual([]);
  });
});

function numberOf({ cases }: Told, id: string): unknown {
  return cases.find(({ facts }) => facts.id === id)?.facts.number;
}
