// What several tests of papers need: files as bytes, places with codes, a reporter who must stand nowhere, and what a file says.

import { text } from 'node:stream/consumers';

import { expect } from 'vitest';

import { readSheet } from '#platform/sheet-reader.ts';
import { readZipEntries } from '#platform/zip-entries.ts';
import { newId } from '#shared/ids.ts';

import { ground, tokenOf } from '../../../test/town.ts';
import type { Client, Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import type { App } from '../../app.ts';

export interface FileReply {
  readonly status: number;
  readonly type: string;
  readonly disposition: string;
  readonly bytes: Buffer;
  readonly json: any;
}

/** What a person gets at this address, as bytes. */
export async function fileOf(app: App, who: PersonName, path: string): Promise<FileReply> {
  const reply = await app.server.inject({
    method: 'GET',
    url: `/api/yunting${path}`,
    headers: { authorization: `Bearer ${tokenOf(who)}` },
  });
  const type = String(reply.headers['content-type'] ?? '');
  return {
    status: reply.statusCode,
    type,
    disposition: String(reply.headers['content-disposition'] ?? ''),
    bytes: reply.rawPayload,
    json: type.includes('json') ? reply.json() : undefined,
  };
}

/** A place with one code in use. */
export async function placeWithCode(
  admin: Client,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; code: string }> {
  const id = newId();
  const point = { ...ground.pointInG03, crs: 'CGCS2000' };
  const made = await admin.post('/places', { id, kind: 'gridStation', name: '旧港第3网格驿站', point, ...fields });
  expect(made.status, made.text).toBe(201);
  const issued = await admin.post(`/places/${id}/codes`, { id: newId() });
  return { id, code: issued.json.code };
}

/** Says who reports in every field that there is. */
export const REPORTER = {
  words: '3栋门前井盖松了，我叫汪小雨，电话10012345678，住3栋2单元501',
  placeWords: '3栋2单元501门口',
  contact: { name: '汪小雨', phone: '10012345678', address: '船坞新村3栋2单元501' },
};
/** None of it may stand on any paper. */
export const OF_THE_REPORTER = /汪小雨|10012345678|100\s*1234\s*5678|2单元501/;

/** All texts of a Word document, in the order they stand. */
export async function docxText(bytes: Buffer): Promise<string> {
  const entries = readZipEntries(bytes, { bytesLeft: 50_000_000 });
  const parts = await Promise.all(
    [...entries.values()].filter(({ name }) => name.endsWith('.xml')).map(({ read }) => text(read())),
  );
  return parts
    .flatMap((xml) => [...xml.matchAll(/<w:t[ >][^<]*<\/w:t>|<\/w:p>/g)])
    .map(([found]) => (found === '</w:p>' ? '\n' : found.replaceAll(/<[^>]+>/g, '')))
    .join('');
}

/** The tables of a Word document, each row by row, cell by cell. */
export async function docxTables(bytes: Buffer): Promise<string[][][]> {
  const body = readZipEntries(bytes, { bytesLeft: 50_000_000 }).get('word/document.xml');
  if (body === undefined) throw new Error('no document in it');
  const xml = await text(body.read());
  const within = (whole: string, tag: string) =>
    [...whole.matchAll(new RegExp(`<w:${tag}[ >].*?</w:${tag}>`, 'gs'))].map(([part]) => part);
  return within(xml, 'tbl').map((table) =>
    within(table, 'tr').map((row) =>
      within(row, 'tc').map((cell) =>
        within(cell, 't')
          .map((run) => run.replaceAll(/<[^>]+>/g, ''))
          .join(''),
      ),
    ),
  );
}

/** The cells of a sheet of a workbook, row by row. */
export async function cellsOf(bytes: Buffer, sheet: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of readSheet(bytes, { sheet })) {
    const row: string[] = [];
    for (const { column, text: said } of cells) row[column - 1] = said;
    rows.push(Array.from(row, (cell) => cell ?? ''));
  }
  return rows;
}

/** Another program over the same town, with other settings. */
export async function withSettings(town: Town, settings: Partial<Town['platform']['settings']>): Promise<App> {
  const { createApp } = await import('../../app.ts');
  const app = await createApp({ ...town.platform, settings: { ...town.platform.settings, ...settings } });
  await app.server.ready();
  return app;
}
