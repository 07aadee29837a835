// The live stream over a real port: who is told what, what a break costs, and when it ends.

import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { openStream } from '../../../test/stream-client.ts';
import type { OpenStream } from '../../../test/stream-client.ts';
import { ground, openTown, tokenOf } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import type { PersonName } from '../../../test/town-ground.ts';
import { recogniseInCity, recogniseSession } from '../../modules/accounts/recognise.ts';
import { districtsOf } from '../../modules/areas/districts.ts';
import { inTransaction } from '../context.ts';
import { CITY } from '../database/database.ts';
import { createServer } from './server.ts';
import { addStreamRoute } from './stream.ts';

let town: Town;
let base: string;
const opened: OpenStream[] = [];

beforeAll(async () => {
  town = await openTown();
  await town.app.server.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(town.app.server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
  await town.close();
});

async function listenAs(name: PersonName, headers: Record<string, string> = {}, at = base): Promise<OpenStream> {
  const stream = await openStream(`${at}/api/yunting/stream`, { authorization: `Bearer ${tokenOf(name)}`, ...headers });
  opened.push(stream);
  // The first line with an id says that the listener has joined.
  await stream.until((events) => events.some(({ id }) => id !== undefined));
  return stream;
}

function change(path: string, gridId = newId(), secrecy: 'open' | 'confidential' = 'open'): Promise<void> {
  return inTransaction(town.context(), (ctx) => ctx.announce({ name: 'grid.changed', gridId, path, secrecy }));
}

const told = (gridId: string) => ({ fact: 'grid.changed', kind: 'grid', id: gridId });

/** What comes last: once everybody who may has it, nothing before it is still under way. */
async function everybodyHears(streams: readonly OpenStream[], path: string): Promise<void> {
  const gridId = newId();
  await change(path, gridId);
  await town.settled();
  await Promise.all(
    streams.map((stream) => stream.until((events) => events.some(({ data }) => data?.includes(gridId)))),
  );
}

test('without a session there is no stream', async () => {
  const { status } = await fetch(`${base}/api/yunting/stream`);
  expect(status).toBe(401);
});

test('a fact is told to the street it happened in, and not to the street next to it', async () => {
  const [lin, jinDispatcher] = [await listenAs('lin'), await listenAs('jinDispatcher')];
  const [inOld, inNew] = [newId(), newId()];
  await change('/yunting/jg/cw/g03/', inOld);
  await change('/yunting/jt/rt/g01/', inNew);
  await town.settled();
  await lin.until((events) => events.some(({ data }) => data?.includes(inOld)));
  await jinDispatcher.until((events) => events.some(({ data }) => data?.includes(inNew)));
  await everybodyHears([lin], '/yunting/jg/');
  await everybodyHears([jinDispatcher], '/yunting/jt/');
  expect(lin.data()).toContainEqual(told(inOld));
  expect(lin.data()).not.toContainEqual(told(inNew));
  expect(jinDispatcher.data()).toContainEqual(told(inNew));
  expect(jinDispatcher.data()).not.toContainEqual(told(inOld));
});

test('a confidential fact is told only to who may read confidential matters there', async () => {
  const [zhou, luo] = [await listenAs('zhou'), await listenAs('luo')];
  const secret = newId();
  await change('/yunting/jg/cw/g03/', secret, 'confidential');
  await town.settled();
  await everybodyHears([zhou, luo], '/yunting/jg/cw/g03/');
  expect(luo.data()).toContainEqual(told(secret));
  expect(zhou.data()).not.toContainEqual(told(secret));
});

test('an organisation is told of the case it has a work order in, and of no other', async () => {
  const cao = await listenAs('cao');
  const theirs = await report(town.as('zhou'), { words: '3栋楼道堆了纸箱', classCode: 'pipeBurst' });
  const another = await report(town.as('zhou'), { words: '5栋楼道堆了纸箱', classCode: 'pipeBurst' });
  const orderId = newId();
  await move(town, 'zhou', theirs.id, 'dispatchDirect', {
    organisationId: ground.organisation('property').id,
    newWorkOrderId: orderId,
  });
  await town.settled();
  await cao.until((events) => events.some(({ data }) => data?.includes(orderId)));
  expect(cao.data()).toContainEqual({ fact: 'workOrder.issued', kind: 'workOrder', id: orderId });
  expect(JSON.stringify(cao.data())).not.toContain(another.id);
});

test('who shares a scope is told the same, and the database is asked once for all of them', async () => {
  const streams = await Promise.all(Array.from({ length: 12 }, () => listenAs('lin')));
  await town.settled();
  const asked: string[] = [];
  const { database } = town;
  const transaction = database.transaction.bind(database);
  Object.assign(database, {
    transaction: ((opening, work) => {
      asked.push(JSON.stringify(opening.scope.paths));
      return transaction(opening, work);
    }) satisfies typeof transaction,
  });
  await everybodyHears(streams, '/yunting/jg/');
  Object.assign(database, { transaction });
  expect(asked.filter((paths) => paths === '["/yunting/jg/"]')).toHaveLength(1);
});

test('after a break the browser is told what it has missed, in batches, and only that', async () => {
  const lin = await listenAs('lin');
  const [first, second, third] = [newId(), newId(), newId()];
  await change('/yunting/jg/', first);
  await town.settled();
  await lin.until((events) => events.some(({ data }) => data?.includes(first)));
  const seen = lin.events.find(({ data }) => data?.includes(first))?.id ?? '';
  await lin.close();
  await change('/yunting/jg/', second);
  await change('/yunting/jt/', newId());
  await town.settled();
  await change('/yunting/jg/', third);
  await town.settled();

  const again = await listenAs('lin', { 'last-event-id': seen });
  await again.until((events) => events.some(({ data }) => data?.includes(third)));
  expect(again.data()).toEqual([told(second), told(third)]);
});

test('a break that is too long, or an id that is not ours, asks the browser to load everything', async () => {
  await change('/yunting/jg/');
  await town.settled();
  await change('/yunting/jg/');
  await town.settled();
  const before = (await batches())[0] ?? 0;
  await inTransaction(town.context(), ({ db }) =>
    db
      .deleteFrom('facts')
      .where('batch', '=', before + 1)
      .execute(),
  );
  const reload = { event: 'reload', data: '{}', id: expect.any(String) };
  expect((await listenAs('lin', { 'last-event-id': String(before) })).events).toContainEqual(reload);
  expect((await listenAs('lin', { 'last-event-id': '999999' })).events).toContainEqual(reload);
  expect((await listenAs('lin', { 'last-event-id': 'batch one' })).events).toContainEqual(reload);
});

async function batches(): Promise<number[]> {
  const rows = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('facts').select('batch').where('batch', 'is not', null).distinct().orderBy('batch').execute(),
  );
  return rows.flatMap(({ batch }) => batch ?? []);
}

test('more than 2,000 missed facts ask the browser to load everything', async () => {
  const seen = Math.max(...(await batches()));
  await inTransaction(town.context(), async (ctx) => {
    const row = { name: 'grid.changed', body: '{}', path: '/yunting/jg/', secrecy: 'open', at: ctx.now };
    for (let each = 0; each < 5; each += 1) {
      await ctx.db
        .insertInto('facts')
        .values(Array.from({ length: 401 }, () => ({ ...row, id: newId() })))
        .execute();
    }
  });
  await town.settled();
  const lin = await listenAs('lin', { 'last-event-id': String(seen) });
  expect(lin.events).toContainEqual({ event: 'reload', data: '{}', id: expect.any(String) });
  expect(lin.data()).toEqual([{}]);
});

test('a session that is ended loses its stream at the next beat, an open one does not, and listening keeps no session awake', async () => {
  const beating = await createServer(town.platform);
  const districts = districtsOf(town.database);
  addStreamRoute(
    {
      app: beating,
      platform: town.platform,
      doorkeeper: {
        findDistrict: (key) => districts.find(key),
        recognise: (district, { session }, how) => recogniseSession(town.platform, district, session, how),
        recogniseInCity: ({ session }) => recogniseInCity(town.platform, session),
      },
      served: [],
    },
    { heartbeatMs: 100 },
  );
  await beating.listen({ port: 0, host: '127.0.0.1' });
  const at = `http://127.0.0.1:${(beating.server.address() as AddressInfo).port}`;
  const [he, luo] = [await listenAs('he', {}, at), await listenAs('luo', {}, at)];
  town.pass(5);
  await luo.until((events) => events.filter(({ id }) => id !== undefined).length > 3);
  expect(await seenAt('luo')).toBe('2026-11-19T01:14:00.000Z');

  await town.database.transaction(CITY, ({ db }) =>
    db.updateTable('sessions').set({ ended_at: town.now() }).where('id', '=', ground.people.he.sessionId).execute(),
  );
  await he.until(() => he.isOver());
  expect(luo.isOver()).toBe(false);

  const stopping = beating.close();
  await luo.until(() => luo.isOver());
  await stopping;
});

async function seenAt(name: PersonName): Promise<string | undefined> {
  const row = await town.database.transaction(CITY, ({ db }) =>
    db.selectFrom('sessions').select('seen_at').where('id', '=', ground.people[name].sessionId).executeTakeFirst(),
  );
  return row?.seen_at;
}
