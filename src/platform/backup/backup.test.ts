// Backup and restore: what comes back is what was there, in either database.

import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POSTGRES } from '../../../test/database.ts';
import { PICTURE } from '../../../test/row-security-ground.ts';
import { PEOPLE } from '../../../test/town-ground.ts';
import { TEST_MASTER_KEY } from '../../../test/town.ts';
import { inTransaction } from '../context.ts';
import { createKeyring } from '../crypto.ts';
import { FILE_COLUMNS } from '../database/backup-queries.ts';
import { readCatalogue } from '../database/catalogue.ts';
import type { Database } from '../database/database.ts';
import type { FileStore } from '../files.ts';
import { queueState } from '../jobs/queue.ts';
import { createVault } from '../vault.ts';
import { checkArchive } from './archive.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take.ts';
import {
  MADE,
  SCHEMA,
  archive,
  backUp,
  closeGround,
  contentOf,
  context,
  directory,
  emptyEmbedded,
  emptyPostgres,
  freshFiles,
  openGround,
  pictures,
  source,
} from './ground-for-tests.ts';

beforeAll(openGround);
afterAll(closeGround);

/** Hashes that are not of a file's content. */
const OTHER_HASHES = [
  'accounts.password_hash',
  'attachments.sent_hash',
  'door_audit.subject_hash',
  'invitations.token_hash',
  'links.device_hash',
  'links.page_hash',
  'links.token_hash',
  'one_time_secrets.secret_hash',
  'sessions.token_hash',
  'work_cards.token_hash',
  'writes.content_hash',
];

test('an archive names everything it holds', async () => {
  const manifest = await checkArchive(archive);
  expect(manifest.schemas.map(({ schema }) => schema)).toEqual(['shared', 'd_chengan', 'd_yunting']);
  expect(
    manifest.tables.find(({ schema, table }) => schema === 'd_yunting' && table === 'work_calendar')?.rows,
  ).toBeGreaterThan(1700);
  expect(manifest.tables.filter(({ schema, rows }) => schema === 'd_yunting' && rows === 0)).toEqual([]);
  expect(manifest.files).toHaveLength(1);
  expect(manifest.missingFiles).toEqual([]);
});

test('only its owner may read an archive, and nothing is left beside it', async () => {
  expect((await import('node:fs')).statSync(archive).mode & 0o777).toBe(0o600);
  expect(
    (await readdir(directory)).filter((name) => name.startsWith('.backup-') || name.endsWith('.unfinished')),
  ).toEqual([]);
});

test('neither the master key nor a plain phone is in an archive', async () => {
  const bytes = gunzipSync(await readFile(archive));
  const secrets = [
    TEST_MASTER_KEY,
    ...['base64', 'base64url', 'hex'].map((form) => Buffer.from(TEST_MASTER_KEY.toString(form as 'hex'))),
  ];
  expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
  // Of people: duty phones of offices stand in plain, see docs/decisions/0012.
  expect(Object.values(PEOPLE).filter(({ phone }) => bytes.includes(phone))).toEqual([]);
  // The search itself works: a name that stands in plain is found.
  expect(bytes.includes(PEOPLE.zhou.name)).toBe(true);
});

test('every column that names a file is known', async () => {
  const tables = await source.asOwner(async (connection) => [
    ...(await readCatalogue(connection, 'shared')).tables,
    ...(await readCatalogue(connection, SCHEMA)).tables,
  ]);
  const hashes = tables.flatMap(({ name, columns }) =>
    columns.filter((column) => column.name.endsWith('_hash')).map((column) => `${name}.${column.name}`),
  );
  expect(hashes.sort()).toEqual([...FILE_COLUMNS, ...OTHER_HASHES].sort());
});

const onServer = POSTGRES;
const TARGETS = [
  { name: 'the embedded database', open: emptyEmbedded },
  ...(onServer === undefined ? [] : [{ name: 'PostgreSQL', open: () => emptyPostgres(onServer) }]),
];

describe.each(TARGETS)('restored into $name', ({ name, open }) => {
  let target: Database;
  let files: FileStore;
  beforeAll(async () => {
    [target, files] = [await open(), await freshFiles()];
    await restoreBackup({ database: target, files, path: archive });
  });

  test('every row and every picture comes back byte for byte', async () => {
    const again = await backUp(target, files, `${name}.tar.gz`);
    expect(await contentOf(again)).toEqual(await contentOf(archive));
    const picture = await files.open(createHash('sha256').update(PICTURE).digest('hex'));
    expect(Buffer.concat(await Array.fromAsync(picture!.stream as AsyncIterable<Buffer>))).toEqual(PICTURE);
  });

  test('what was sealed opens under the same master key', async () => {
    const safe = await createVault(target, createKeyring(TEST_MASTER_KEY)).safe(null);
    const [row] = await target.asOwner(
      async (connection) =>
        (await connection.query('select phone_cipher from shared.accounts where id = $1', [PEOPLE.zhou.id])).rows,
    );
    expect(safe.open(`accounts.phone.${PEOPLE.zhou.id}`, (row as { phone_cipher: string }).phone_cipher)).toBe(
      PEOPLE.zhou.phone,
    );
  });

  test('row security and references stand as before', async () => {
    const { tables } = await target.asOwner((connection) => readCatalogue(connection, SCHEMA));
    const before = await source.asOwner((connection) => readCatalogue(connection, SCHEMA));
    expect(tables.map((table) => [table.name, table.hasRowSecurity, table.constraints.length])).toEqual(
      before.tables.map((table) => [table.name, table.hasRowSecurity, table.constraints.length]),
    );
    expect(
      tables.flatMap(({ constraints }) => constraints).filter(({ definition }) => definition.includes('DEFERR')),
    ).toEqual([]);
  });

  test('facts of the last hour are passed on once more, older ones are not', async () => {
    const { rows } = await target.asOwner((connection) =>
      connection.query(
        `select bool_or(batch is null) filter (where at >= '2026-11-19T01:00:00Z') as recent, bool_or(batch is null) filter (where at < '2026-11-19T01:00:00Z') as older from ${SCHEMA}.facts`,
        [],
      ),
    );
    expect(rows).toEqual([{ recent: true, older: null }]);
  });

  test('the queue of jobs is there, empty, and open to the application', async () => {
    expect(await queueState(target)).toEqual({ failed: 0, oldestDueSeconds: 0 });
  });

  test('a database that is not empty is left alone', async () => {
    await expect(restoreBackup({ database: target, files, path: archive })).rejects.toThrow(
      'The database is not empty',
    );
    expect(await contentOf(await backUp(target, files, `${name} untouched.tar.gz`))).toEqual(await contentOf(archive));
  });
});

test.runIf(POSTGRES)(
  'what went from one database to PostgreSQL comes back into the embedded one unchanged',
  async () => {
    const [there, back] = [
      await emptyPostgres(POSTGRES as { url: string; migrationUrl: string }),
      await emptyEmbedded(),
    ];
    const files = await freshFiles();
    await restoreBackup({ database: there, files, path: archive });
    await restoreBackup({ database: back, files, path: await backUp(there, files, 'there.tar.gz') });
    expect(await contentOf(await backUp(back, files, 'and back.tar.gz'))).toEqual(await contentOf(archive));
  },
  60_000,
);

test('an archive taken while people report holds every case with its report', async () => {
  const work = { isOver: false };
  let written = 0;
  const report = async (): Promise<void> => {
    while (!work.isOver) {
      await inTransaction(context(), async ({ db }) => {
        const id = crypto.randomUUID();
        const at = '2026-11-19T01:00:00.000Z';
        await db
          .insertInto('cases')
          .values({
            id,
            number: id,
            kind: 'problem',
            secrecy: 'open',
            is_urgent: false,
            summary: '并发',
            status: 'collected',
            held_level: 'grid',
            path: '/yunting/',
            reported_at: at,
          })
          .execute();
        await db
          .insertInto('case_reports')
          .values({ id: crypto.randomUUID(), case_id: id, channel: 'busy', reported_at: at, received_at: at } as never)
          .execute();
      });
      written += 1;
      await nextTurn(); // as requests come in: the embedded database alone would never let the files have theirs
    }
  };
  const writers = [report(), report()];
  const path = join(directory, 'busy.tar.gz');
  await takeBackup({ database: source, files: pictures, path, ...MADE });
  work.isOver = true;
  await Promise.all(writers);
  const content = await contentOf(path);
  const idsIn = (name: string, key: string, mark: string) =>
    content[name]!.split('\n')
      .filter((line) => line.includes(mark))
      .map((line) => (JSON.parse(line) as Record<string, string>)[key])
      .sort();
  expect(written).toBeGreaterThan(2);
  expect(idsIn('rows/d_yunting/case_reports.jsonl', 'case_id', '"busy"')).toEqual(
    idsIn('rows/d_yunting/cases.jsonl', 'id', '并发'),
  );
});

test('a file that rows need and nobody has is named, and the archive is written all the same', async () => {
  const path = join(directory, 'missing.tar.gz');
  const manifest = await takeBackup({ database: source, files: await freshFiles(), path, ...MADE });
  expect(manifest.missingFiles).toEqual([
    { schema: 'd_yunting', sha256: createHash('sha256').update(PICTURE).digest('hex') },
  ]);
  expect(await checkArchive(path)).toEqual(manifest);
});
