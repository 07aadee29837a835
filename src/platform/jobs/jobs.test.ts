// What happens after commit, on whichever database the tests run on: facts, pump, queue, timers and what runs by the clock.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { newId } from '#shared/ids.ts';

import { move, report } from '../../../test/play.ts';
import { JOB_REGISTER, ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { districtsOf } from '../../modules/areas/districts.ts';
import { inTransaction } from '../context.ts';
import { nextAfter, runClockwork } from './clockwork.ts';
import { removeOldFacts } from './keeping.ts';
import { MOST_IN_A_BATCH, jobsFor, pumpOnce } from './pump.ts';
import { openQueue, queueState } from './queue.ts';
import type { Queue } from './queue.ts';
import type { Job, JobRegister } from './register.ts';
import { openJobsByHand } from './start.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const GRID = '/yunting/jg/cw/g03/';
const gridFact = (gridId: string) => ({ name: 'grid.changed', gridId, path: GRID }) as const;

/** Jobs of a test's own in place of the house's: what they were handed stands in `ran`. */
async function withJobs(jobs: Record<string, Job>, reactions: Partial<JobRegister['reactions']>) {
  const register: JobRegister = { ...JOB_REGISTER, jobs, reactions: { ...NO_REACTIONS, ...reactions } };
  return openJobsByHand(town.platform, districtsOf(town.database), register);
}

const NO_REACTIONS = Object.fromEntries(
  Object.keys(JOB_REGISTER.reactions).map((name) => [name, []]),
) as unknown as JobRegister['reactions'];

/** Rows of the queue as the owner sees them. */
async function jobRows(name: string): Promise<{ state: string; data: unknown; output: unknown }[]> {
  const { rows } = await town.database.asOwner((connection) =>
    connection.query('select state, data, output from jobs.job where name = $1 order by created_on', [name]),
  );
  return rows as { state: string; data: unknown; output: unknown }[];
}

async function makeDue(name: string): Promise<void> {
  await town.database.asOwner((connection) =>
    connection.query("update jobs.job set start_after = now() - interval '1 second' where name = $1", [name]),
  );
}

test('a fact is followed by its job once, and by nothing the next time', async () => {
  const ran: string[] = [];
  const work = await withJobs(
    { 'test.once': { takes: 'each', run: async (_ctx, fact) => void ran.push(fact.id) } },
    { 'grid.changed': ['test.once'] },
  );
  await inTransaction(town.context(), (ctx) => ctx.announce(gridFact(newId())));
  await work.settle();
  await work.settle();
  await work.stop();
  expect(ran).toHaveLength(1);
});

test('a fact whose transaction was rolled back is followed by nothing', async () => {
  const ran: string[] = [];
  const work = await withJobs(
    { 'test.never': { takes: 'each', run: async (_ctx, fact) => void ran.push(fact.id) } },
    { 'grid.changed': ['test.never'] },
  );
  const failing = inTransaction(town.context(), async (ctx) => {
    await ctx.announce(gridFact(newId()));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await work.settle();
  await work.stop();
  expect(ran).toEqual([]);
});

test('a job that takes a batch runs once for many facts', async () => {
  const ran: number[] = [];
  const work = await withJobs(
    { 'test.batch': { takes: 'batch', run: async (_ctx, facts) => void ran.push(facts.length) } },
    { 'grid.changed': ['test.batch'] },
  );
  await inTransaction(town.context(), async (ctx) => {
    for (let each = 0; each < 3; each += 1) await ctx.announce(gridFact(newId()));
  });
  await work.settle();
  await work.stop();
  expect(ran).toEqual([3]);
});

test('a job that fails is tried again, and its row keeps of the error no more than its name and code', async () => {
  let tries = 0;
  const run = async () => {
    tries += 1;
    if (tries === 1)
      throw Object.assign(new Error(`刘先生 ${ground.people.zhou.phone}`), {
        code: 'E_TEST',
        detail: ground.people.zhou.phone,
      });
  };
  const work = await withJobs({ 'test.again': { takes: 'each', run } }, { 'grid.changed': ['test.again'] });
  await inTransaction(town.context(), (ctx) => ctx.announce(gridFact(newId())));
  await work.settle();
  expect(tries).toBe(1);
  expect(await jobRows('test.again')).toMatchObject([{ state: 'retry', output: { name: 'Error', code: 'E_TEST' } }]);
  expect(JSON.stringify(await jobRows('test.again'))).not.toContain(ground.people.zhou.phone);

  await makeDue('test.again');
  await work.settle();
  await work.stop();
  expect(tries).toBe(2);
  expect(await jobRows('test.again')).toMatchObject([{ state: 'completed' }]);
});

test('a job that fails every time ends with the dead letters, and health counts it', async () => {
  const before = await queueState(town.database);
  const work = await withJobs(
    {
      'test.hopeless': {
        takes: 'each',
        run: async () => {
          throw new Error('never');
        },
      },
    },
    { 'grid.changed': ['test.hopeless'] },
  );
  await inTransaction(town.context(), (ctx) => ctx.announce(gridFact(newId())));
  for (let tries = 0; tries <= 10; tries += 1) {
    await work.settle();
    await makeDue('test.hopeless');
  }
  await work.stop();
  expect((await queueState(town.database))?.failed).toBe((before?.failed ?? 0) + 1);
});

test('an order link is sent once, whether its job runs once or twice, and the phone number goes', async () => {
  const crew = ground.organisation('waterCrew2');
  const pipe = await report(town.as('zhou'), {
    words: '三圣里 12 号门前地下水管爆了',
    placeWords: '三圣里 12 号门前',
    classCode: 'pipeBurst',
  });
  const orderId = newId();
  await move(town, 'zhou', pipe.id, 'dispatchDirect', { organisationId: crew.id, newWorkOrderId: orderId });
  const sentBefore = town.sent.length;
  await town.settled();
  await inTransaction(town.context(), (ctx) =>
    ctx.announce({
      name: 'workOrder.issued',
      caseId: pipe.id,
      workOrderId: orderId,
      organisationId: crew.id,
      path: GRID,
    }),
  );
  await town.settled();

  const sent = town.sent.slice(sentBefore);
  expect(sent).toHaveLength(1);
  expect(sent[0]?.to).toBe(crew.dutyPhone);
  expect(sent[0]?.words).toMatch(
    /^水务.*工单：.+ 新工单 \d\d \d{4} \d{4}，打开：http:\/\/town\.test\/yunting\/o\/[\w-]{43}$/,
  );
  const rows = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('messages').select(['to_cipher', 'sent_at']).where('work_order_id', '=', orderId).execute(),
  );
  expect(rows).toEqual([{ to_cipher: null, sent_at: expect.any(String) }]);
});

test('the rows of the queue hold no phone of the town and no name', async () => {
  const { rows } = await town.database.asOwner((connection) =>
    connection.query('select job::text as text from jobs.job', []),
  );
  const text = JSON.stringify(rows);
  const words = [
    ...Object.values(ground.people).flatMap(({ phone, name }) => [phone, name]),
    ground.organisation('waterCrew2').dutyPhone ?? '-',
  ];
  expect(rows.length).toBeGreaterThan(0);
  expect(words.filter((word) => text.includes(word))).toEqual([]);
});

async function timersOf(kind: string, subjectId: string): Promise<{ fired_at: string | null }[]> {
  return inTransaction(town.context(), ({ db }) =>
    db.selectFrom('timers').select('fired_at').where('kind', '=', kind).where('subject_id', '=', subjectId).execute(),
  );
}

async function factsAbout(name: string, id: string): Promise<unknown[]> {
  const rows = await inTransaction(town.context(), ({ db }) =>
    db.selectFrom('facts').select('body').where('name', '=', name).execute(),
  );
  return rows.map(({ body }) => body).filter((body) => JSON.stringify(body).includes(id));
}

test('a timer rings once when its moment has come, also when the clock jumped over it', async () => {
  const lamp = await report(town.as('zhou'), {
    words: '楼道灯不亮',
    placeWords: '三圣里 3 号',
    classCode: 'pipeBurst',
  });
  await inTransaction(town.context(), ({ db }) =>
    db
      .insertInto('timers')
      .values({
        id: newId(),
        kind: 'case.ratingLapse',
        subject_id: lamp.id,
        path: GRID,
        due_at: '2026-11-20T01:00:00.000Z',
      })
      .execute(),
  );
  await town.settled();
  expect(await timersOf('case.ratingLapse', lamp.id)).toEqual([{ fired_at: null }]);

  town.setClock('2027-03-01T00:00:00.000Z');
  await town.settled();
  await town.settled();
  expect(await timersOf('case.ratingLapse', lamp.id)).toEqual([{ fired_at: '2027-03-01T00:00:00.000Z' }]);
  expect(await factsAbout('case.ratingLapsed', lamp.id)).toEqual([{ caseId: lamp.id }]);
});

test('a timer that was dropped, or is of a kind this version does not know, does not ring', async () => {
  const [dropped, unknown] = [newId(), newId()];
  await inTransaction(town.context(), ({ db }) =>
    db
      .insertInto('timers')
      .values([
        {
          id: newId(),
          kind: 'case.ratingLapse',
          subject_id: dropped,
          path: GRID,
          due_at: town.now(),
          dropped_at: town.now(),
        },
        { id: newId(), kind: 'later.version', subject_id: unknown, path: GRID, due_at: town.now() },
      ])
      .execute(),
  );
  await town.settled();
  expect(await timersOf('case.ratingLapse', dropped)).toEqual([{ fired_at: null }]);
  expect(await timersOf('later.version', unknown)).toEqual([{ fired_at: null }]);
});

test('what runs by the clock runs once when its time has come, in each district or once for the city', async () => {
  const ran: string[] = [];
  const schedule: JobRegister['schedule'] = {
    'test.daily': {
      why: 'a test',
      every: { dayAt: '03:10' },
      inEach: 'district',
      run: async ({ district }) => void ran.push(district.key),
    },
    'test.city': { why: 'a test', every: { minutes: 10 }, inEach: 'city', run: async () => void ran.push('city') },
  };
  const register = { ...JOB_REGISTER, schedule };
  const districts = districtsOf(town.database);
  const work = await openJobsByHand(town.platform, districts, register);
  const queue = await openQueue(town.platform, ['byTheClock'], async () => [], { supervises: false });
  const look = async () => runClockwork(town.platform, await districts.all(), register, queue);

  town.setClock('2027-03-01T12:00:00.000Z');
  expect(await look()).toBe(0); // the first look only notes when
  town.pass(24 * 60);
  expect(await look()).toBe(3);
  expect(await look()).toBe(0);
  await work.settle();
  await Promise.all([work.stop(), queue.stop()]);
  expect(ran.sort()).toEqual(['chengan', 'city', 'yunting']);
});

test('a time of day is meant on the clock on the wall of the district', () => {
  expect(nextAfter({ dayAt: '03:10' }, '2026-11-19T01:14:00.000Z', 'Asia/Shanghai')).toBe('2026-11-19T19:10:00.000Z');
  expect(nextAfter({ dayAt: '03:10' }, '2026-11-18T18:00:00.000Z', 'Asia/Shanghai')).toBe('2026-11-18T19:10:00.000Z');
});

test('facts are kept for 30 days after they have passed', async () => {
  town.setClock('2027-05-01T00:00:00.000Z');
  await inTransaction(town.context(), (ctx) => ctx.announce(gridFact(newId())));
  await removeOldFacts(town.context());
  const left = await inTransaction(town.context(), ({ db }) => db.selectFrom('facts').select('at').execute());
  expect(left).toEqual([{ at: '2027-05-01T00:00:00.000Z' }]);
});

test('a fact of a name this version does not know makes no job, and the others of its batch do', () => {
  const facts = [
    { id: 'a', name: 'later.version' },
    { id: 'b', name: 'attachment.received' },
    { id: 'c', name: 'workOrder.issued' },
    { id: 'd', name: 'workOrder.issued' },
  ];
  expect([...jobsFor(JOB_REGISTER, 'yunting', 7, facts)]).toEqual([
    ['attachments.reencodePicture', [{ district: 'yunting', factId: 'b' }]],
    ['cases.sendOrderLinks', [{ district: 'yunting', batch: 7 }]],
  ]);
});

test('a batch holds 500 facts at most, and the next begins where it ended', async () => {
  await town.settled();
  const queue: Queue = await openQueue(town.platform, ['cases.sendOrderLinks'], async () => [], { supervises: false });
  await inTransaction(town.context(), async (ctx) => {
    const row = { name: 'grid.changed', body: '{}', path: GRID, secrecy: 'open', at: ctx.now };
    await ctx.db
      .insertInto('facts')
      .values(Array.from({ length: MOST_IN_A_BATCH + 1 }, () => ({ ...row, id: newId() })))
      .execute();
  });
  expect([
    await pumpOnce(town.context(), JOB_REGISTER, queue),
    await pumpOnce(town.context(), JOB_REGISTER, queue),
    await pumpOnce(town.context(), JOB_REGISTER, queue),
  ]).toEqual([500, 1, 0]);
  await queue.stop();
});
