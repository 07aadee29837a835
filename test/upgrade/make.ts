// Plays every move of a case in the invented town, then keeps the town as an operator would: `node test/upgrade/make.ts NAME`
// writes NAME.tar.gz, a backup, and NAME.json, what people read of each case at that moment. See README.md.

import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import packageJson from '../../package.json' with { type: 'json' };
import { EVERY_MOVE } from '../../src/modules/cases/moves/every-move-for-tests.ts';
import { filed, rows } from '../../src/modules/cases/played-for-tests.ts';
import { takeBackup } from '../../src/platform/backup/take.ts';
import { newId } from '../../src/shared/ids.ts';
import { move, report, tryMove } from '../play.ts';
import type { Played } from '../play.ts';
import { ground, openTown } from '../town.ts';
import type { Town } from '../town.ts';
import type { PersonName } from '../town-ground.ts';

/** Asked in this order who sees a case; nobody of them alone sees all. */
const READERS = ['lin', 'guo', 'shen', 'jinDispatcher', 'oversight'] as const satisfies PersonName[];
const CONTACT = { name: '钱家阿婆', phone: '10055590001', address: '百合花园七号院' };
// prettier-ignore
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const VOICE = Buffer.from('#!AMR\n<井盖响了一夜');

const [name, ...more] = process.argv.slice(2);
const archive = join(import.meta.dirname, `${name}.tar.gz`);
if (name === undefined || more.length > 0 || existsSync(archive)) {
  console.error('Say how to call it, as in "node test/upgrade/make.ts 2026-11-22-b8cc512"; nothing is replaced.');
  process.exitCode = 2;
} else {
  const town = await openTown();
  const told = await playTown(town);
  const { database, platform } = town;
  const manifest = await takeBackup({
    database,
    files: platform.files,
    path: archive,
    madeAt: town.now(),
    madeBy: packageJson.version,
  });
  const tables = manifest.tables.map(({ schema, table, rows: count }) => [`${schema}.${table}`, count]);
  const content = { madeAt: town.now(), tables: Object.fromEntries(tables), ...told };
  writeFileSync(archive.replace(/\.tar\.gz$/, '.json'), `${JSON.stringify(content, null, 1)}\n`);
  console.log(`${told.cases.length} cases, ${told.traces.length} of them read by their reporters, ${archive}`);
  await town.close();
}

async function playTown(town: Town) {
  const reporters: Played[] = [];
  await playEveryMove(town);
  const withPictures = await reportWithPictures(town);
  reporters.push(withPictures);
  // What waits for the code that comes later: nothing has happened yet, and one that an office has filed.
  const untouched = await report(town.stranger(), { words: '路灯不亮，晚上看不清台阶', contact: CONTACT });
  const half = await filed(town, { words: '井盖松动，已围起来' });
  reporters.push(untouched, half);
  await playSecretOnes(town);
  await report(town.stranger(town.otherDistrict), { place: { ...ground.pointInOtherDistrict, crs: 'CGCS2000' } });
  await town.settled();
  // Announced and not passed on: a backup may be taken at any moment.
  reporters.push(await report(town.as('zhou'), { words: '楼道里堆了旧家具' }));
  return {
    toPlayOn: half.id,
    contactOf: { caseId: untouched.id, reportId: untouched.reportId, ...CONTACT },
    cases: await readCases(town),
    traces: await readTraces(town, reporters),
    files: await readFiles(town, withPictures),
  };
}

/** Each verb of the table once, and everything that leads to it. */
async function playEveryMove(town: Town): Promise<void> {
  for (const { verb, play } of EVERY_MOVE) {
    const { id, who, fields } = await play(town);
    await move(town, who, id, verb, fields);
    town.pass(7);
  }
}

async function reportWithPictures(town: Town): Promise<Played> {
  const [picture, recording] = [newId(), newId()];
  await town.stranger().upload(`/attachments/${picture}`, PNG, 'image/png');
  await town.stranger().upload(`/attachments/${recording}`, VOICE, 'audio/amr');
  const played = await report(town.stranger(), { words: '井盖裂了，有照片', attachmentIds: [picture, recording] });
  await town.settled();
  return played;
}

async function playSecretOnes(town: Town): Promise<void> {
  for (const [classCode, words] of [
    ['kitchenSmoke', '楼下饭店油烟直排，请替我保密'],
    ['domesticViolence', '隔壁晚上常有哭声'],
  ] as const) {
    const { id } = await report(town.stranger(), { words, wantsSecrecy: true });
    const taken = await tryMove(town, 'guo', id, 'classify', { classCode });
    if (taken.status !== 200) await move(town, 'shen', id, 'classify', { classCode });
  }
}

async function readCases(town: Town) {
  const ids = await rows<{ id: string }>(town, 'select id from d_yunting.cases order by id');
  const cases = [];
  for (const { id } of ids) {
    const { reader, page } = await readCase(town, id);
    const { attachments, reports, orders, stations, ...facts } = page;
    cases.push({
      reader,
      facts: pick(facts, 'id number version kind classCode secrecy isUrgent summary status heldLevel reportCount'),
      moments: pick(facts, 'reportedAt closedAt gridId communityId streetId mergedIntoId splitFromId isSolved manner'),
      orders: orders.map((order: object) => pick(order, 'id organisationId role status issuedAt dueAt reworkCount')),
      stations: stations.map((station: { words: object[] }) => ({
        ...pick(station, 'moveId verb at from to heldLevel byName organisationName'),
        words: station.words.map((words) => pick(words, 'id purpose words isErased')),
      })),
      reports: reports.map((each: object) => pick(each, 'id channel reportedAt words hasContact wantsSecrecy')),
      attachments: attachments.map((each: object) => pick(each, 'id kind state')),
    });
  }
  return cases;
}

async function readCase(town: Town, id: string): Promise<{ reader: PersonName; page: any }> {
  for (const reader of READERS) {
    const { status, json } = await town.as(reader).get(`/cases/${id}`);
    if (status === 200) return { reader, page: json };
  }
  throw new Error(`none of ${READERS.join(', ')} sees the case ${id}`);
}

async function readTraces(town: Town, reporters: readonly Played[]) {
  const traces = [];
  for (const { link, number, queryCode } of reporters) {
    const { json } = await town.withLink(link).get('/trace');
    const stations = json.stations.map((station: object) => pick(station, 'key at said'));
    traces.push({ link, queryCode, number, status: json.status, words: json.mine.words, stations });
  }
  return traces;
}

async function readFiles(town: Town, { id, link }: Played) {
  const page = (await readCase(town, id)).page;
  const files = [];
  for (const each of page.attachments as { id: string; kind: string }[]) {
    const reply = await town.app.server.inject({
      url: `/api/yunting/attachments/${each.id}`,
      headers: { authorization: `Link ${link}` },
    });
    if (reply.statusCode !== 200) throw new Error(`${each.kind}: ${reply.statusCode}`);
    files.push({ id: each.id, link, sha256: createHash('sha256').update(reply.rawPayload).digest('hex') });
  }
  return files;
}

function pick(whole: object, names: string): Record<string, unknown> {
  const wanted = new Set(names.split(' '));
  return Object.fromEntries(Object.entries(whole).filter(([key]) => wanted.has(key)));
}
