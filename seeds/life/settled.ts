// What the district settled in the demo is kept as dispatch rules the day after, as whoever decided it would.

import { saveDispatchRule } from '#modules/catalogue/actions-dispatch-rules.ts';
import { inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { addDays, addMinutes, dayOf } from '#shared/time.ts';

import type { SeedDistrict } from '../ground.ts';
import { idOf } from '../random.ts';
import { TIME_ZONE } from './days.ts';
import { handsOf } from './hands.ts';
import type { Cast } from './play.ts';

interface Kept {
  readonly voice: string;
  readonly path: string;
  readonly clause: string;
  readonly source: string;
  /** Looked at anew after so many days; without it until somebody takes it back. */
  readonly forDays?: number;
}

const KEPT: readonly Kept[] = [
  {
    voice: 'lamps nobody has',
    path: '/yunting/',
    clause: '围墙外公共通道的照明由市政养护所接管（城市照明管理规定第三条）',
    source: '区网格事务中心裁定，云网裁〔2026〕3 号',
  },
  {
    voice: 'rubble nobody has',
    path: '/yunting/jg/',
    clause: '无主装修渣土由城管中队先查源头，七日查不到的委托清运（渣土管理办法第十二条）',
    source: '区网格事务中心裁定，云网裁〔2026〕5 号',
    forDays: 365,
  },
  {
    voice: 'roots nobody has',
    path: '/yunting/jt/',
    clause: '道路红线内的行道树及道板由市政养护所一并处理，以红线图为准',
    source: '区网格事务中心裁定，云网裁〔2026〕6 号',
  },
];

const MINUTES_LATER = 35;

/** @throws {Error} when one of them was not settled after all */
export async function keepRules(ctx: Context, seed: SeedDistrict, cast: Cast): Promise<void> {
  if (seed.key !== 'yunting') return;
  const actor = cast.get(handsOf(seed).personCalled('guominhua').id);
  if (actor === undefined) throw new Error('nobody of the cast settles disputes');
  for (const { voice, path, clause, source, forDays } of KEPT) {
    const caseId = idOf('case', seed.key, voice);
    const settled = await settledIn(ctx, caseId);
    const now = addMinutes(settled.at, MINUTES_LATER);
    const startsOn = addDays(dayOf(now, TIME_ZONE), 1);
    await saveDispatchRule(
      { ...ctx, actor, now },
      {
        requestId: idOf('dispatch rule request', seed.key, voice),
        id: idOf('dispatch rule', seed.key, voice),
        version: 0,
        classCode: settled.classCode,
        path,
        organisationId: settled.organisationId,
        clause,
        source,
        caseId,
        startsOn,
        endsOn: forDays === undefined ? null : addDays(startsOn, forDays),
      },
    );
  }
}

async function settledIn(ctx: Context, caseId: string) {
  const { at, class_code, arbitrated_organisation_id } = await inTransaction(ctx, ({ db }) =>
    db
      .selectFrom('case_moves')
      .innerJoin('cases', 'cases.id', 'case_moves.case_id')
      .select(['case_moves.at', 'cases.class_code', 'cases.arbitrated_organisation_id'])
      .where('case_moves.case_id', '=', caseId)
      .where('verb', '=', 'arbitrate')
      .executeTakeFirstOrThrow(),
  );
  if (class_code === null || arbitrated_organisation_id === null) throw new Error(`nothing was settled in ${caseId}`);
  return { at, classCode: class_code, organisationId: arbitrated_organisation_id };
}
