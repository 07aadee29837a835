// Plays the plan through the program's own actions, each at its own moment: rows, timers, facts and history are what it makes itself.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { keepUpload } from '#modules/attachments/actions.ts';
import { reencodePicture } from '#modules/attachments/jobs.ts';
import { moveCase } from '#modules/cases/actions.ts';
import { actorOfLink, findLink } from '#modules/cases/reports/recognise-link.ts';
import { reportCase } from '#modules/cases/reports/reporting.ts';
import { defaultGrant } from '#permissions';
import { ANONYMOUS, asSystem, inTransaction } from '#platform/context.ts';
import type { Actor, Context } from '#platform/context.ts';
import { newToken } from '#shared/short-code.ts';
import { addMinutes } from '#shared/time.ts';

import type { SeedDistrict } from '../ground.ts';
import { castOf } from '../cast.ts';
import { rowsOf } from '../rows.ts';
import type { Step } from './step.ts';

/** Who the cast are when they act: their posts as the demo wrote them. */
export type Cast = ReadonlyMap<string, Actor>;

export function actorsOf(district: SeedDistrict): Cast {
  const people = castOf(district);
  const posts = rowsOf(district).posts(people, '', '');
  return new Map(
    people.map(({ id }) => {
      const own = posts.filter(({ account_id }) => account_id === id);
      const organisationIds = own.flatMap(({ organisation_id: held }) =>
        held === null ? [] : [held, ...below(district, held)],
      );
      const grants = own.map(({ role, path, grid_id: gridId, organisation_id }) => ({
        ...defaultGrant(role, path, organisation_id),
        gridId,
      }));
      return [id, { ...ANONYMOUS, kind: 'account', accountId: id, grants, organisationIds } satisfies Actor];
    }),
  );
}

function below(district: SeedDistrict, id: string): string[] {
  return district.organisations
    .filter(({ parentId }) => parentId === id)
    .flatMap((part) => [part.id, ...below(district, part.id)]);
}

interface Known {
  version: number;
  /** The reporter's own link. */
  readonly link: string;
}

/** What has been played so far, by case. */
export type Played = Map<string, Known>;

export async function playStep(
  { platform, district }: Pick<Context, 'platform' | 'district'>,
  step: Step,
  cast: Cast,
  played: Played,
): Promise<void> {
  const place = { platform, district, now: step.at };
  const actor = await actorFor(place, step, cast, played);
  const ctx: Context = { ...place, actor };
  const attachmentIds = step.picture === undefined ? undefined : [await upload(ctx, step.picture)];
  if (step.what === 'report') {
    const secret = actor.kind === 'anonymous' ? { secret: newToken() } : {};
    const input = { ...step.input, ...secret, ...(attachmentIds === undefined ? {} : { attachmentIds }) };
    const { link } = await reportCase(ctx, input);
    played.set(step.caseId, { version: 1, link });
    return;
  }
  const { caseId, verb, moveId, body } = step;
  const known = knownCase(played, step);
  const view = await moveCase(ctx, verb, caseId, {
    moveId,
    seenVersion: known.version,
    ...body,
    ...(attachmentIds === undefined ? {} : { attachmentIds }),
  });
  known.version = view.version;
  // The voices of a merged case are a line in the history of the one that takes them.
  const target = body.targetId === undefined ? undefined : played.get(body.targetId);
  if (target !== undefined) target.version += 1;
}

function knownCase(played: Played, { caseId, key }: Step): Known {
  const known = played.get(caseId);
  if (known === undefined) throw new Error(`${key} moves before anybody has told it`);
  return known;
}

async function actorFor(place: Omit<Context, 'actor'>, step: Step, cast: Cast, played: Played): Promise<Actor> {
  const { by } = step;
  switch (by.kind) {
    case 'anonymous':
      return ANONYMOUS;
    case 'reporter':
      return actorOfLink(
        await findLink(place.platform, place.district, knownCase(played, step).link, place.now),
        undefined,
      );
    case 'account': {
      const actor = cast.get(by.accountId);
      if (actor === undefined) throw new Error(`${step.key}: nobody of the cast has the id ${by.accountId}`);
      return actor;
    }
    case 'orderLink':
      return openedLink(place, by.orderId, step.caseId);
  }
}

/** The duty phone has opened its order: what the link may do is the same, only the code is not typed here. */
async function openedLink(place: Omit<Context, 'actor'>, orderId: string, caseId: string): Promise<Actor> {
  const ctx = asSystem({ ...place, actor: ANONYMOUS });
  const { id } = await inTransaction(ctx, ({ db }) =>
    db
      .updateTable('links')
      .set({ opened_at: place.now })
      .where('work_order_id', '=', orderId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  return { ...ANONYMOUS, kind: 'orderLink', linkId: id, linkCaseId: caseId, linkWorkOrderId: orderId };
}

const PICTURES = join(import.meta.dirname, '../pictures');

async function upload(ctx: Context, { id, file }: NonNullable<Step['picture']>): Promise<string> {
  const content = readFileSync(join(PICTURES, `${file}.jpg`));
  const before = { ...ctx, now: addMinutes(ctx.now, -1) };
  await keepUpload(before, id, content, '127.0.0.1');
  await reencodePicture(before, id, false);
  return id;
}
