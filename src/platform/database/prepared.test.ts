// What is said in one go and kept by the connection, on whichever database the tests run on.

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { ANONYMOUS, elevated, inTransaction } from '../context.ts';
import type { TransactionContext } from '../context.ts';
import { MOST_KEPT } from './batch.ts';
import type { Batch } from './batch.ts';
import { conversationWith } from './conversation.ts';
import { prepare, prepareInsert, prepareUpdate } from './prepared.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const insertSerial = prepareInsert('case_numbers');
const FIND_SERIAL = prepare<{ day: string }>()((db, { day }) =>
  db.selectFrom('case_numbers').select('last_serial').where('day', '=', day),
);
const COUNT_GRIDS = prepare<object>()((db) =>
  db.selectFrom('grids').select((eb) => eb.fn.countAll<number>().as('count')),
);
const serialOf = async ({ db }: TransactionContext, day: string) =>
  (await FIND_SERIAL.read(db, { day }))[0]?.last_serial;
const serialNow = (day: string) => inTransaction(town.context(), (ctx) => serialOf(ctx, day));

test('what is written without waiting is there for what is read next', async () => {
  const found = await inTransaction(town.context(), (ctx) => {
    insertSerial(ctx.db, { day: '2001-01-01', last_serial: 7 });
    return serialOf(ctx, '2001-01-01');
  });
  expect(found).toBe(7);
  expect(await serialNow('2001-01-01')).toBe(7);
});

test('a row is changed in the columns that are named and in no other', async () => {
  const updateOrganisation = prepareUpdate('organisations');
  const find = prepare<{ id: string }>()((db, { id }) =>
    db.selectFrom('organisations').select(['name', 'kind', 'version']).where('id', '=', id),
  );
  const [organisation] = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('organisations').select(['id', 'kind', 'version']).orderBy('id').limit(1).execute(),
  );
  const { id, ...before } = organisation!;
  const after = await inTransaction(town.context(), ({ db }) => {
    updateOrganisation(db, id, { name: '换了名字' });
    updateOrganisation(db, id, {});
    return find.read(db, { id });
  });
  expect(after).toEqual([{ ...before, name: '换了名字' }]);
});

test('a write that fails fails the transaction, with its own error, and takes everything back', async () => {
  const failing = inTransaction(town.context(), async (ctx) => {
    insertSerial(ctx.db, { day: '2001-02-01', last_serial: 1 });
    insertSerial(ctx.db, { day: '2001-02-01', last_serial: 2 });
  });
  await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'case_numbers_pkey' });
  expect(await serialNow('2001-02-01')).toBeUndefined();
});

test('a write that failed is told, not the question that found the transaction aborted', async () => {
  const failing = inTransaction(town.context(), async (ctx) => {
    await serialOf(ctx, '2001-03-01');
    insertSerial(ctx.db, { day: '2001-03-01', last_serial: 1 });
    insertSerial(ctx.db, { day: '2001-03-01', last_serial: 2 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    return serialOf(ctx, '2001-03-01');
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
});

test('an error that was caught and passed over saves nothing, and says so', async () => {
  const passing = inTransaction(town.context(), async ({ db }) => {
    insertSerial(db, { day: '2001-04-01', last_serial: 1 });
    await sql`select 1 / 0`.execute(db).catch(() => undefined);
  });
  await expect(passing).rejects.toThrow('was rolled back');
  expect(await serialNow('2001-04-01')).toBeUndefined();
});

test('a write that fails in a savepoint takes back the savepoint alone', async () => {
  await inTransaction(town.context(), async (ctx) => {
    insertSerial(ctx.db, { day: '2001-05-01', last_serial: 1 });
    const inner = inTransaction(ctx, async (ctx) => {
      insertSerial(ctx.db, { day: '2001-05-02', last_serial: 1 });
      insertSerial(ctx.db, { day: '2001-05-01', last_serial: 2 });
    });
    await expect(inner).rejects.toMatchObject({ code: '23505' });
  });
  expect([await serialNow('2001-05-01'), await serialNow('2001-05-02')]).toEqual([1, undefined]);
});

test('a statement that failed can be asked again on the same connection', async () => {
  const divide = prepare<{ by: number }>()(
    (_db, { by }) => sql<{ result: number }>`select 10 / ${by}::integer as result`,
  );
  const ask = (by: number) => inTransaction(town.context(), ({ db }) => divide.read(db, { by }));
  await expect(ask(0)).rejects.toMatchObject({ code: '22012' });
  await expect(ask(0)).rejects.toMatchObject({ code: '22012' });
  expect(await ask(5)).toEqual([{ result: 2 }]);
});

test('statements asked behind one that fails can be asked again too', async () => {
  const never = prepare<object>()(() => sql<{ one: number }>`select 1 as one`);
  const failing = inTransaction(town.context(), async ({ db }) => {
    insertSerial(db, { day: '2001-06-01', last_serial: 1 });
    insertSerial(db, { day: '2001-06-01', last_serial: 2 });
    await never.read(db, {});
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await inTransaction(town.context(), ({ db }) => never.read(db, {}))).toEqual([{ one: 1 }]);
});

test('a connection keeps only so many statements and still answers each of them', async () => {
  const many = Array.from({ length: MOST_KEPT + 20 }, (_, n) =>
    prepare<object>()(() => sql<{ n: number }>`select ${sql.lit(n)}::integer as n`),
  );
  const twice = await inTransaction(town.context(), async ({ db }) => [
    ...(await Promise.all(many.map((each) => each.read(db, {})))),
    ...(await Promise.all(many.map((each) => each.read(db, {})))),
  ]);
  expect(twice.flat().map(({ n }) => n)).toEqual([...many.keys(), ...many.keys()]);
  const kept = await inTransaction(town.context(), ({ db }) =>
    sql<{ count: number }>`select count(*) as count from pg_prepared_statements`.execute(db),
  );
  expect(kept.rows[0]?.count).toBeLessThanOrEqual(MOST_KEPT);
});

test('after a table got another shape a statement fails once at most', async () => {
  const inDistrict = (statement: string) =>
    town.database.asOwner(({ exec }) => exec(`set local search_path = d_yunting, shared; ${statement}`));
  await inDistrict(
    'create table shapes (one integer); insert into shapes values (1); grant select on shapes to gezhi_app',
  );
  const all = prepare<object>()(() => sql`select * from shapes`);
  const ask = () => inTransaction(town.context(), ({ db }) => all.read(db, {}));
  expect(await ask()).toEqual([{ one: 1 }]);
  await inDistrict('alter table shapes add column two integer default 2');
  await ask().catch((error: { code?: string }) => expect(error.code).toBe('0A000'));
  expect(await ask()).toEqual([{ one: 1, two: 2 }]);
  await inDistrict('drop table shapes');
});

test('each district has its own statement, so that neither is planned again for the other', async () => {
  await inTransaction(town.context(), async ({ db }) => insertSerial(db, { day: '2001-07-01', last_serial: 3 }));
  const here = await serialNow('2001-07-01');
  const there = await inTransaction(town.context(undefined, town.otherDistrict), async (ctx) => ({
    serial: await serialOf(ctx, '2001-07-01'),
    kept: await sql`select name from pg_prepared_statements where statement like 'select "last_serial"%'`.execute(
      ctx.db,
    ),
  }));
  expect([here, there.serial]).toEqual([3, undefined]);
  expect(there.kept.rows).toHaveLength(2);
});

test('a question beside a widened one sees its own scope only, in whatever order they end', async () => {
  const counts = await inTransaction(town.context(ANONYMOUS), async (ctx) => {
    const count = async () => (await COUNT_GRIDS.read(ctx.db, {}))[0]?.count;
    const before = count();
    const [first, second] = [elevated(ctx, 'locate', count), elevated(ctx, 'locate', count)];
    const together = await Promise.all([before, first, second]);
    return [...together, await count()];
  });
  expect(counts).toEqual([0, 7, 7, 0]);
});

test('a widening inside another does not end it', async () => {
  const counts = await inTransaction(town.context(ANONYMOUS), (ctx) => {
    const count = async () => (await COUNT_GRIDS.read(ctx.db, {}))[0]?.count;
    return elevated(ctx, 'locate', async () => [await elevated(ctx, 'ground', count), await count()]);
  });
  expect(counts).toEqual([7, 7]);
});

const WHO_ASKS = prepare<{ nth: number }>()(
  (_db, { nth }) => sql<{ nth: number; role: string; schemas: string; begun: string }>`
    select ${nth}::integer as nth, current_user::text as role, current_setting('search_path') as schemas, now()::text as begun`,
);

test('what is asked in one trip is asked by the application in one transaction, and leaves nothing behind', async () => {
  const opening = { schema: 'd_yunting', scope: NOTHING };
  const both = await town.database.oneTrip(opening, ({ db }) =>
    Promise.all([WHO_ASKS.read(db, { nth: 1 }), WHO_ASKS.read(db, { nth: 2 })]),
  );
  const [first, second] = both.flat();
  expect(first).toMatchObject({ nth: 1, role: 'gezhi_app', schemas: 'd_yunting, shared' });
  expect(second).toEqual({ ...first, nth: 2 });
  await expect(town.database.oneTrip(opening, ({ db }) => FAILS.read(db, {}))).rejects.toThrow('division by zero');
  const after = await town.database.asOwner(({ query }) =>
    query("select current_user::text as role, current_setting('search_path') as schemas", []),
  );
  expect(after.rows[0]).not.toMatchObject({ role: 'gezhi_app' });
  expect(after.rows[0]).not.toMatchObject({ schemas: 'd_yunting, shared' });
});

const FAILS = prepare<object>()(() => sql`select 1 / 0`);

test('a trip is asked through no builder: it would be said after its end', async () => {
  const opening = { schema: 'd_yunting', scope: { ...NOTHING, isWidened: true } };
  const asked = town.database.oneTrip(opening, ({ db }) => db.selectFrom('grids').select('id').execute());
  await expect(asked).rejects.toThrow('this transaction is over');
  const counted = await town.database.oneTrip(opening, ({ db }) => COUNT_GRIDS.read(db, {}));
  expect(counted).toEqual([{ count: 7 }]);
});

const NOTHING = {
  paths: [], confidentialPaths: [], restrictedPaths: [], organisationIds: [], actorId: null, linkId: null, writer: 'system',
}; // prettier-ignore

test('what is said before anything is waited for goes out together, and alone what has to be alone', async () => {
  const pool = 'pool' in town.database.beneath ? town.database.beneath.pool : town.database.beneath.embedded.pool;
  const client = await pool.connect();
  const sent: unknown[] = [];
  const heard = (batch: Batch | string) => {
    sent.push(typeof batch === 'string' ? batch : batch.asked.map(({ text }) => text));
    return client.query(batch as never);
  };
  const { ask, exec } = conversationWith({ query: heard } as never);
  const plain = (text: string) => ask({ text, values: [] });
  const answers = await Promise.all([
    plain('select 1 as n'),
    plain('select 2 as n'),
    exec('select 0'),
    plain('select 3 as n'),
  ]);
  client.release();
  expect(sent).toEqual([['select 1 as n', 'select 2 as n'], 'select 0', ['select 3 as n']]);
  expect(answers.map((answer) => answer?.rows)).toEqual([[{ n: 1 }], [{ n: 2 }], undefined, [{ n: 3 }]]);
});
