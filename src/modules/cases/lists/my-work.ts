// My work: what waits for me and why, what I did lately, and calling a reporter.

import { holds } from '#permissions';
import { isOnShift } from '#modules/duty/now.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { isOpen } from '#shared/working-time.ts';

import type { callReporter as callReporterEndpoint, listMyMoves, listMyWork } from './contract-mine.ts';
import { openSealed } from '../reports/contacts.ts';
import { caseSettings } from '../clocks/district-settings.ts';
import type { CaseSettings } from '../clocks/district-settings.ts';
import { stageClock } from '../clocks/stages.ts';
import type { Stage } from '../clocks/stages.ts';
import type { Situation } from '../facts.ts';
import { gatherWork } from './gathered-work.ts';
import type { Looked } from './gathered-work.ts';
import { notFound } from '../moves/situation.ts';
import { findCaseRow } from '../store.ts';
import type { CaseRow } from '../store.ts';
import { insertAudit } from '../store-erasures.ts';
import { findEntered } from './store-entered.ts';
import { findChannels, findOwnMoves } from './store-mine.ts';
import { findContact, findReports } from '../reports/store-reports.ts';
import { feedbackAt, groupOf, GROUPS, isKeptAnEyeOn, isWatched, waitingFor } from './waiting.ts';
import type { Waiting } from './waiting.ts';
import { leadOrder } from '../orders/work-order-rules.ts';
import { viewLine } from '../view.ts';

type Output<E extends { output?: unknown }> = NonNullable<E['output']> extends { _zod: { input: infer I } } ? I : never;
type Input<E extends { input?: unknown }> = NonNullable<E['input']> extends { _zod: { output: infer O } } ? O : never;
export type MyWork = Output<typeof listMyWork>;
type Item = MyWork['items'][number];

const MOST_MOVES = 60;

export async function readMyWork(ctx: Context): Promise<MyWork> {
  const [directory, settings] = await Promise.all([organisationDirectory(ctx), caseSettings(ctx)]);
  return inTransaction(ctx, async (ctx) => {
    const { looked, isComplete } = await gatherWork(ctx, { directory, settings });
    const found = looked.map((each) => ({
      ...each,
      waiting: waitingFor(each.situation, each.standing),
      isOnWatch: isWatched(each.situation, each.standing, each.row.due_at),
    }));
    const isWanted = ({ waiting, directive }: (typeof found)[number]) =>
      waiting !== undefined || directive !== undefined;
    const shown = found.filter((each) => isWanted(each) || each.isOnWatch);
    const channels = await findChannels(
      ctx.db,
      shown.map(({ row }) => row.id),
    );
    const inStage = shown.filter(({ row }) => isBeforeOrders(row)).map(({ row }) => row.id);
    const entered = await elevated(ctx, 'listed', () => findEntered(ctx.db, inStage));
    const itemOf = (each: (typeof found)[number]) => ({
      case: lineOf(each.row, each.waiting),
      channel: (channels.get(each.row.id) ?? null) as Item['channel'],
      organisationName: workerOn(each.situation, directory),
    });
    return {
      at: ctx.now,
      items: inOrder(
        shown.filter(isWanted).map((each) => {
          const why = whyOf(each);
          const when = whenOf(each, settings, entered.get(each.row.id));
          const group = groupOf({ isUrgent: each.row.is_urgent, dueAt: when.dueAt }, ctx.now, ctx.district.timeZone);
          return { ...itemOf(each), ...why, ...when, group, directive: directiveOf(each), isActing: isActing(each) };
        }),
      ),
      watched: shown
        .filter((each) => each.isOnWatch && !isWanted(each))
        .map((each) => ({ ...itemOf(each), since: each.row.reported_at, dueAt: each.row.due_at }))
        .sort((one, other) => ((one.dueAt ?? '') < (other.dueAt ?? '') ? -1 : 1)),
      nextDue: nextDue(looked, ctx.now),
      isComplete,
      // Whoever is on shift is at work, whatever the hours of service say.
      isServiceTimeNow: isOpen(ctx.now, settings.calendar) || (await isOnShift(ctx, ctx.actor.accountId ?? '')),
    };
  });
}

type Found = Looked & { readonly waiting: Waiting | undefined };

/** What is asked from above is the reason only where nothing else is wanted. */
function whyOf({ waiting }: Found): Pick<Item, 'reason' | 'act'> {
  return waiting ?? { reason: 'replyDirective', act: 'replyDirective' };
}

function directiveOf({ directive }: Found): Item['directive'] {
  return directive === undefined ? null : { id: directive.id, kind: directive.kind, dueAt: directive.due_at };
}

const OF_THE_FRONT: readonly string[] = ['look', 'sendOn', 'verify'];

/** The post at the front is empty, and what is its own falls to whoever leads. */
function isActing({ row, standing, waiting }: Found): boolean {
  const isEmptyPost = row.grid_id !== null && standing.isVacant && !standing.isFront;
  return isEmptyPost && waiting !== undefined && OF_THE_FRONT.includes(waiting.reason);
}

/** What falls due next of all that others have in hand for the actor. */
function nextDue(looked: readonly Looked[], now: string): MyWork['nextDue'] {
  const [next] = looked
    .filter(({ situation, standing, row }) => isKeptAnEyeOn(situation, standing) && (row.due_at ?? '') > now)
    .sort((one, other) => ((one.row.due_at ?? '') < (other.row.due_at ?? '') ? -1 : 1));
  if (next === undefined) return null;
  const { id, number, summary, place_words: placeWords, due_at: dueAt } = next.row;
  return { id, number, summary, placeWords, dueAt: dueAt ?? now };
}

/** Who re-checks is not told what the first verifier answered, nor the rating. */
function lineOf(row: CaseRow, waiting: Waiting | undefined): Item['case'] {
  const line = viewLine(row);
  return waiting?.reason === 'recheck' ? { ...line, isSolved: null, manner: null } : line;
}

function workerOn({ orders }: Situation, directory: Directory): string | null {
  const lead = leadOrder(orders);
  return lead === undefined ? null : (directory.find(lead.organisationId)?.name ?? null);
}

interface When {
  readonly since: string;
  readonly dueAt: string | null;
  readonly stage: Stage | null;
}

function whenOf(each: Found, settings: CaseSettings, enteredAt: string | undefined): When {
  const { row, situation, waiting, directive } = each;
  if (waiting === undefined)
    return { since: directive?.issued_at ?? row.reported_at, dueAt: directive?.due_at ?? null, stage: null };
  const own = whenOfWaiting(row, situation, waiting, settings, enteredAt);
  const isReplyFirst = directive !== undefined && (own.dueAt === null || directive.due_at < own.dueAt);
  return isReplyFirst ? { ...own, dueAt: directive.due_at, stage: null } : own;
}

/** Before anybody works on it the stage says until when, fed back the verification. */
function whenOfWaiting(
  row: CaseRow,
  situation: Situation,
  { act }: Waiting,
  settings: CaseSettings,
  enteredAt: string | undefined,
): When {
  const said = feedbackAt(situation);
  if (row.review_due_at !== null)
    return { since: row.reopened_at ?? row.reported_at, dueAt: row.review_due_at, stage: null };
  if (act === 'recheck') return { since: row.closed_at ?? row.reported_at, dueAt: null, stage: null };
  const handedDownDueAt = row.handed_down_due_at;
  const facts = { isUrgent: row.is_urgent, handedDownDueAt };
  if (said !== null) {
    const isToVerify = row.verification !== 'solved';
    const { dueAt } = stageClock('verify', said, facts, settings);
    return { since: said, dueAt: isToVerify ? dueAt : null, stage: isToVerify ? 'verify' : null };
  }
  const stage = STAGE_OF[row.status];
  if (stage === undefined || handedDownDueAt !== null)
    return { since: row.reported_at, dueAt: handedDownDueAt ?? row.due_at, stage: null };
  const since = enteredAt ?? row.reported_at;
  return { since, dueAt: stageClock(stage, since, facts, settings).dueAt, stage };
}

const STAGE_OF: Readonly<Record<string, Stage>> = { collected: 'accept', confirming: 'confirm', filed: 'dispatch' };

function isBeforeOrders({ status }: CaseRow): boolean {
  return status in STAGE_OF;
}

function inOrder(items: Item[]): Item[] {
  const rank = ({ group }: Item) => GROUPS.indexOf(group);
  const time = ({ dueAt, since }: Item) => dueAt ?? since;
  return items.sort((one, other) => rank(one) - rank(other) || (time(one) < time(other) ? -1 : 1));
}

export async function readMyMoves(ctx: Context): Promise<Output<typeof listMyMoves>> {
  return inTransaction(ctx, async ({ db, actor }) => {
    const moves = await findOwnMoves(db, actor.accountId ?? '', MOST_MOVES);
    return { moves: moves.map(({ case_id: caseId, ...move }) => ({ ...move, caseId })) };
  });
}

/**
 * The number alone, for one call: who may contact a reporter need not be told a name or an address.
 *
 * @throws {Problem} `not-found`; `permission-missing` for a case outside the area of the post that carries it
 */
export async function callReporter(
  ctx: Context,
  caseId: string,
  { callId, reportId, purpose }: Input<typeof callReporterEndpoint>,
): Promise<{ phone: string | null }> {
  const safe = await ctx.platform.vault.safe(ctx.district.id);
  return inTransaction(ctx, async (ctx) => {
    const row = await findCaseRow(ctx.db, caseId);
    if (row === undefined) throw notFound();
    if (!holds(ctx.actor, 'reporter.contact', row.path))
      throw problem('permission-missing', 'Not in this area', { permission: 'reporter.contact' });
    const report = (await findReports(ctx.db, caseId)).find(({ id }) => id === reportId);
    if (report === undefined) throw notFound();
    const voiceId = report.origin_id ?? report.id;
    await once(ctx, callId, { caseId, reportId, purpose }, async () => {
      await insertAudit(ctx.db, {
        id: callId,
        actor_id: ctx.actor.accountId,
        actor_role: ctx.actor.grants.find((grant) => grant.permissions.has('reporter.contact'))?.role ?? null,
        act: 'reporter.opened',
        subject_kind: 'report',
        subject_id: voiceId,
        path: row.path,
        reason_code: purpose,
        at: ctx.now,
      });
    });
    const contact = await findContact(ctx.db, voiceId);
    return { phone: openSealed(safe, voiceId, 'phone', contact?.phone_cipher) };
  });
}
