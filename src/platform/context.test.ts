// One transaction at a time, one context for it, and a scope that comes back after it was widened.

import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { idOf } from '../../test/town-ground.ts';
import { openTown } from '../../test/town.ts';
import type { Town } from '../../test/town.ts';
import { ANONYMOUS, elevated, inTransaction } from './context.ts';
import type { Actor, TransactionContext } from './context.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const inStreet: Actor = {
  ...ANONYMOUS,
  kind: 'account',
  accountId: idOf('person lin'),
  grants: [
    {
      role: 'streetDispatcher',
      path: '/yunting/jg/',
      gridId: null,
      organisationId: null,
      permissions: new Set(['case.read']),
    },
  ],
};

const setDay = (ctx: TransactionContext, day: string, serial = 1) =>
  ctx.db.insertInto('case_numbers').values({ day, last_serial: serial }).execute();
const days = () =>
  inTransaction(town.context(), ({ db }) => db.selectFrom('case_numbers').select('day').orderBy('day').execute()).then(
    (rows) => rows.map(({ day }) => day),
  );
const countGrids = async ({ db }: TransactionContext) =>
  (
    await db
      .selectFrom('grids')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
  ).count;

test('what a transaction wrote stays when it returns and goes when it throws', async () => {
  await inTransaction(town.context(), (ctx) => setDay(ctx, '2001-01-01'));
  const failed = inTransaction(town.context(), async (ctx) => {
    await setDay(ctx, '2001-01-02');
    throw new Error('second thoughts');
  });
  await expect(failed).rejects.toThrow('second thoughts');
  expect(await days()).toEqual(['2001-01-01']);
});

test('the outer context is refused while it is lent, at once', async () => {
  const outer = town.context();
  const misuse = inTransaction(outer, () => inTransaction(outer, async () => 'reached'));
  await expect(misuse).rejects.toThrow('lent itself to a transaction');
});

test('the outer context may be used again afterwards', async () => {
  const outer = town.context();
  await inTransaction(outer, async () => {});
  expect(await inTransaction(outer, countGrids)).toBe(7);
});

test('a transaction that is over is refused', async () => {
  let kept: TransactionContext | undefined;
  await inTransaction(town.context(), async (ctx) => {
    kept = ctx;
  });
  await expect(countGrids(kept!)).rejects.toThrow('this transaction is over');
  await expect(inTransaction(kept!, async () => 'reached')).rejects.toThrow('closed');
});

test('a savepoint that throws takes back its own writes only', async () => {
  await inTransaction(town.context(), async (ctx) => {
    await setDay(ctx, '2001-02-01');
    const inner = inTransaction(ctx, async (innermost) => {
      await setDay(innermost, '2001-02-02');
      throw new Error('only this part');
    });
    await expect(inner).rejects.toThrow('only this part');
    await inTransaction(ctx, (innermost) => setDay(innermost, '2001-02-03'));
  });
  expect((await days()).filter((day) => day.startsWith('2001-02'))).toEqual(['2001-02-01', '2001-02-03']);
});

test('a savepoint mends a statement that failed', async () => {
  await inTransaction(town.context(), async (ctx) => {
    await setDay(ctx, '2001-03-01');
    await expect(inTransaction(ctx, (inner) => setDay(inner, '2001-03-01'))).rejects.toMatchObject({ code: '23505' });
    await setDay(ctx, '2001-03-02');
  });
  expect((await days()).filter((day) => day.startsWith('2001-03'))).toEqual(['2001-03-01', '2001-03-02']);
});

test('the context around a savepoint is refused while the savepoint is open', async () => {
  const misuse = inTransaction(town.context(), (ctx) => inTransaction(ctx, () => countGrids(ctx)));
  await expect(misuse).rejects.toThrow('lent to an inner transaction');
});

test('two levels of savepoints unwind one after the other', async () => {
  await inTransaction(town.context(), async (ctx) => {
    await inTransaction(ctx, async (second) => {
      await setDay(second, '2001-04-01');
      await expect(
        inTransaction(second, async (third) => {
          await setDay(third, '2001-04-02');
          throw new Error('the innermost');
        }),
      ).rejects.toThrow('the innermost');
    });
  });
  expect((await days()).filter((day) => day.startsWith('2001-04'))).toEqual(['2001-04-01']);
});

test('widening shows the whole district, and the scope comes back', async () => {
  const seen = await inTransaction(town.context(inStreet), async (ctx) => [
    await countGrids(ctx),
    await elevated(ctx, 'locate', () => countGrids(ctx)),
    await countGrids(ctx),
  ]);
  expect(seen).toEqual([5, 7, 5]);
});

test('the scope comes back after an error, also after one of the database', async () => {
  const seen = await inTransaction(town.context(inStreet), async (ctx) => {
    await expect(
      elevated(ctx, 'locate', async () => {
        throw new Error('found nothing');
      }),
    ).rejects.toThrow('found nothing');
    const afterError = await countGrids(ctx);
    await expect(
      inTransaction(ctx, (inner) => elevated(inner, 'locate', () => sql`select 1 / 0`.execute(inner.db))),
    ).rejects.toMatchObject({ code: '22012' });
    return [afterError, await countGrids(ctx)];
  });
  expect(seen).toEqual([5, 5]);
});

test('a widening in a savepoint ends with it', async () => {
  const seen = await inTransaction(town.context(inStreet), async (ctx) => {
    const inside = await inTransaction(ctx, (inner) => elevated(inner, 'locate', () => countGrids(inner)));
    return [inside, await countGrids(ctx)];
  });
  expect(seen).toEqual([7, 5]);
});

test('two transactions of different scopes at once do not mix', async () => {
  const counts = await Promise.all([
    inTransaction(town.context(inStreet), countGrids),
    inTransaction(town.context(), countGrids),
    inTransaction(town.context(ANONYMOUS), countGrids),
    inTransaction(town.context(undefined, town.otherDistrict), countGrids),
  ]);
  expect(counts).toEqual([5, 7, 0, 1]);
});

test('an announced fact goes with its transaction', async () => {
  const announce = (ctx: TransactionContext, gridId: string) =>
    ctx.announce({ name: 'grid.changed', path: '/yunting/jg/', gridId });
  await inTransaction(town.context(), (ctx) => announce(ctx, idOf('kept')));
  await expect(
    inTransaction(town.context(), async (ctx) => {
      await announce(ctx, idOf('lost'));
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  const bodies = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('facts').select('body').where('name', '=', 'grid.changed').execute(),
  );
  expect(bodies).toEqual([{ body: { gridId: idOf('kept') } }]);
});
