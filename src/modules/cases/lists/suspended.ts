// 暂时办不了的事: what cannot be done for now and why, for everybody: whoever waits for the same reads it here before asking again.

import type { z } from 'zod';

import { listAreas } from '#modules/areas/actions.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { redact } from '#shared/redaction.ts';
import { say } from '#shared/words/say.ts';

import { SUSPENSION_REASONS } from '../facts.ts';
import type { listSuspended } from './contract-suspended.ts';
import { cursorTo, pageAsked } from './cursors.ts';
import { findSuspended } from './store-suspended.ts';

type Answer = z.input<NonNullable<(typeof listSuspended)['output']>>;
type Query = z.output<NonNullable<(typeof listSuspended)['query']>>;

/** Without persons, numbers and places: a door and a number tell a neighbour who asked. */
export async function readSuspended(ctx: Context, query: Query): Promise<Answer> {
  const page = pageAsked(query);
  const areas = await listAreas(ctx);
  const nameOf = (path: string) =>
    areas.filter((area) => path.startsWith(area.path)).toSorted((one, other) => other.path.length - one.path.length)[0]
      ?.name ?? ctx.district.name;
  const rows = await inTransaction(ctx, (ctx) => elevated(ctx, 'door', () => findSuspended(ctx.db, page)));
  const last = rows.at(-1);
  return {
    at: ctx.now,
    matters: rows.map(({ path, reason: code, words, caseId: _, ...row }) => {
      const reason = SUSPENSION_REASONS.find((each) => each === code) ?? null;
      return {
        ...row,
        areaName: nameOf(path),
        reason,
        why: reason === null ? null : say(query.locale, `case.suspension.${reason}`),
        words: words === null ? null : redact(words),
      };
    }),
    next: last !== undefined && rows.length === page.limit ? cursorTo({ at: last.reviewAt, id: last.caseId }) : null,
  };
}
