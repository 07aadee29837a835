// Other modules can whistle: a kind of matter that is no case goes through a whole whistle by its row in the register alone.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { ANONYMOUS, elevated, inTransaction } from '#platform/context.ts';
import type { Actor } from '#platform/context.ts';
import { defaultGrant } from '#permissions';
import { newId } from '#shared/ids.ts';

import { ground, openTown } from '../../../test/town.ts';
import type { Town } from '../../../test/town.ts';
import { filed, rows } from '../cases/played-for-tests.ts';
import { blow, closeWhistle } from './actions.ts';
import { moveCall } from './actions-moves.ts';
import type { SubjectKind } from './rules.ts';
import { SUBJECTS } from './subjects.ts';
import { listOfSubject, readWhistle } from './views.ts';

const HAZARD = 'hazard' as SubjectKind;
const hazardId = newId();

let town: Town;
let caseId: string;
beforeAll(async () => {
  town = await openTown();
  ({ id: caseId } = await filed(town));
  // What a new kind's migration does: its name, and a branch of the one function that says who sees it.
  await rows(town, 'alter table d_yunting.whistles drop constraint whistles_subject_kind');
  await rows(
    town,
    `create or replace function d_yunting.sees_whistle_subject(kind text, wanted_id uuid) returns boolean language sql stable
     as $$ select kind = 'hazard' and shared.in_scope('/yunting/jg/cw/g03/') or kind = 'case' and d_yunting.sees_case_by_area(wanted_id) $$`,
  );
  const place = SUBJECTS.case;
  Object.assign(SUBJECTS, {
    hazard: {
      ...place,
      // A hazard has facts of its own; here it stands where a case of the town does.
      seen: async (ctx, id) => ({
        ...(await elevated(ctx, 'whistle', () => place.seen(ctx, caseId))),
        kind: HAZARD,
        id,
        number: '隐患 26-0007',
        summary: '出租屋电线老化',
      }),
      seenAll: async (ctx, ids) => {
        const like = await place.seen(ctx, caseId);
        return ids.map((id) => ({ ...like, kind: HAZARD, id, number: '隐患 26-0007', summary: '出租屋电线老化' }));
      },
      clean: async (_ctx, _safe, _id, words) => words,
    } satisfies (typeof SUBJECTS)['case'],
  });
});
afterAll(() => town.close());

const as = (name: 'zhou' | 'luo', grant: ReturnType<typeof defaultGrant>) =>
  town.context({
    ...ANONYMOUS,
    kind: 'account',
    accountId: ground.people[name].id,
    grants: [{ ...grant, gridId: null }],
  } satisfies Actor);
const zhou = () => as('zhou', defaultGrant('gridWorker', '/yunting/jg/cw/g03/'));
const luo = () => as('luo', defaultGrant('gridLead', '/yunting/jg/cw/'));

test('a hazard is whistled on, nobody comes and it escalates, the lead answers, and it is ended: nothing of it is a case', async () => {
  const id = newId();
  const callId = newId();
  const on = { kind: HAZARD, id: hazardId };
  const blown = await blow(zhou(), on, {
    id,
    kind: 'emergency',
    reason: 'danger',
    targets: [{ callId, level: 'grid' }],
  });
  expect(blown).toMatchObject({ subject: { kind: 'hazard', number: '隐患 26-0007', summary: '出租屋电线老化' } });
  town.pass(31);
  await town.settled();
  const late = await readWhistle(luo(), id);
  expect(late.calls).toMatchObject([{ escalations: 1, isLate: true }]);
  const move = { moveId: newId(), seenVersion: late.calls[0]!.version, verb: 'reportIn', manner: 'onSite' } as const;
  expect((await moveCall(luo(), callId, move)).calls).toMatchObject([{ status: 'reportedIn' }]);
  const ended = await closeWhistle(zhou(), id, { moveId: newId(), seenVersion: 1, result: 'solved' });
  expect(ended.status).toBe('closed');
  expect((await listOfSubject(zhou(), on)).whistles.map((each) => each.id)).toEqual([id]);
  const cases = await inTransaction(zhou(), ({ db }) =>
    db.selectFrom('case_moves').select('id').where('case_id', '=', hazardId).execute(),
  );
  expect(cases).toEqual([]);
});

test('the module asks of cases what any matter has: clocks, links and doors; the matter itself only in its register', () => {
  const here = import.meta.dirname;
  const files = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.includes('test'));
  const asked = files.flatMap((name) =>
    [...readFileSync(join(here, name), 'utf8').matchAll(/'#modules\/cases\/([^']+)'/g)].map(([, file]) => ({
      name,
      file,
    })),
  );
  const ofTheMatter = asked.filter(
    ({ file }) => !/^(clocks\/|orders\/duty-phone-links\.ts|reports\/(doors|links)\.ts)/.test(file ?? ''),
  );
  expect([...new Set(ofTheMatter.map(({ name }) => name))]).toEqual(['subjects.ts']);
});
