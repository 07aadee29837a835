// What is damaged, foreign or newer is refused with a sentence, and the database stays as empty as it was.

import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../database/database.ts';
import { hasSchema } from '../database/rows.ts';
import { readArchive, writeArchive } from './archive.ts';
import type { Entry } from './archive.ts';
import { restoreBackup } from './restore.ts';
import {
  MADE,
  archive,
  closeGround,
  contentOf,
  directory,
  emptyEmbedded,
  freshFiles,
  openGround,
} from './ground-for-tests.ts';

beforeAll(openGround);
afterAll(closeGround);

describe('refused with a sentence, before anything is touched', () => {
  // One database for all: each refusal must leave it empty for the next.
  let database: Database;
  beforeAll(async () => {
    database = await emptyEmbedded();
  });
  const refusal = async (path: string) => {
    const error = await restoreBackup({ database, files: await freshFiles(), path }).then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(await database.asOwner((connection) => hasSchema(connection, 'shared'))).toBe(false);
    return error?.message;
  };

  /** The archive's entries with one of them changed; undefined drops it. */
  async function changed(name: string, change: (entry: string, text: string) => string | undefined): Promise<string> {
    const entries: Entry[] = [];
    for await (const { name: entry, content } of readArchive(archive)) {
      const chunks: Buffer[] = [];
      for await (const chunk of content as AsyncIterable<Buffer>) chunks.push(chunk);
      const text = change(entry, Buffer.concat(chunks).toString('latin1'));
      if (text !== undefined) entries.push(entryOf(entry, Buffer.from(text, 'latin1')));
    }
    const path = join(directory, name);
    await writeArchive(path, MADE.madeAt, entries);
    return path;
  }

  const entryOf = (name: string, bytes: Buffer): Entry => ({
    name,
    sizeBytes: bytes.length,
    content: async () => (await import('node:stream')).Readable.from([bytes]),
  });

  test('a truncated archive', async () => {
    const bytes = await readFile(archive);
    const path = join(directory, 'short.tar.gz');
    await writeFile(path, bytes.subarray(0, bytes.length - 200));
    expect(await refusal(path)).toMatch(/short\.tar\.gz is damaged: .+ Nothing was restored\./);
    await writeFile(path, gzipSync(gunzipSync(bytes).subarray(0, 40_000)));
    expect(await refusal(path)).toMatch(/is damaged/);
  });

  test('a file that is no archive, or is not there', async () => {
    const path = join(directory, 'words.txt');
    await writeFile(path, '不是备份');
    expect(await refusal(path)).toMatch(/is damaged/);
    expect(await refusal(join(directory, 'nothing.tar.gz'))).toMatch(/cannot be read/);
  });

  test('a changed row', async () => {
    const path = await changed('row.tar.gz', (entry, text) =>
      entry === 'rows/shared/accounts.jsonl' ? text.replace('"is_demo":true', '"is_demo":false') : text,
    );
    expect(await refusal(path)).toContain('rows/shared/accounts.jsonl is not what the manifest says');
  });

  test('a changed picture', async () => {
    const path = await changed('picture.tar.gz', (entry, text) => (entry.startsWith('files/') ? `${text} ` : text));
    expect(await refusal(path)).toMatch(/files\/[0-9a-f]{64} is not what the manifest says/);
  });

  test('a lost table, an added entry, a wrong manifest', async () => {
    const lost = await changed('lost.tar.gz', (entry, text) =>
      entry === 'rows/d_yunting/grids.jsonl' ? undefined : text,
    );
    expect(await refusal(lost)).toContain('rows/d_yunting/grids.jsonl is missing');
    const headless = await changed('headless.tar.gz', (entry, text) => (entry === 'manifest.json' ? undefined : text));
    expect(await refusal(headless)).toContain('does not begin with its manifest');
    const escaping = await changed('schema.tar.gz', (entry, text) =>
      entry === 'manifest.json' ? text.replace('"d_chengan"', '"d_chengan; drop"') : text,
    );
    expect(await refusal(escaping)).toContain('its manifest is wrong');
    const other = await changed('format.tar.gz', (entry, text) =>
      entry === 'manifest.json' ? text.replace('"format": 1', '"format": 2') : text,
    );
    expect(await refusal(other)).toContain('has format 2; this program reads format 1');
  });

  test('an archive of a newer program, or of another one', async () => {
    const edit =
      (work: (schema: { migrations: { number: number; checksum: string }[] }) => void) =>
      (entry: string, text: string) => {
        if (entry !== 'manifest.json') return text;
        const manifest = JSON.parse(text);
        work(manifest.schemas[1]);
        return JSON.stringify(manifest);
      };
    const newer = await changed(
      'newer.tar.gz',
      edit(({ migrations }) => migrations.push({ ...migrations[0]!, number: migrations.length + 1 })),
    );
    expect(await refusal(newer)).toContain('made by a newer program (0.0.0): d_chengan stands at');
    const other = await changed(
      'other.tar.gz',
      edit(({ migrations }) => (migrations[2]!.checksum = '0'.repeat(64))),
    );
    expect(await refusal(other)).toContain('made by another program: its migration 3_');
  });

  test('rows that refer to nothing', async () => {
    const drop = (text: string) =>
      text
        .split('\n')
        .slice(0, -2)
        .map((line) => `${line}\n`)
        .join('');
    const path = await changed('dangling.tar.gz', (entry, text) => {
      if (entry === 'rows/d_yunting/organisations.jsonl') return drop(text);
      if (entry !== 'manifest.json') return text;
      const manifest = JSON.parse(text);
      const table = manifest.tables.find(
        (one: { schema: string; table: string }) => one.schema === 'd_yunting' && one.table === 'organisations',
      );
      table.rows -= 1;
      table.sha256 = organisationsHash;
      return JSON.stringify(manifest);
    });
    expect(await refusal(path)).toContain('violates foreign key constraint');
  });
  let organisationsHash = '';
  beforeAll(async () => {
    const text = (await contentOf(archive))['rows/d_yunting/organisations.jsonl']!;
    organisationsHash = createHash('sha256')
      .update(
        text
          .split('\n')
          .slice(0, -2)
          .map((line) => `${line}\n`)
          .join(''),
      )
      .digest('hex');
  });
});
