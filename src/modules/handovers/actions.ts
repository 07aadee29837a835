// A desk handed over: what is open there is what waits for whoever leaves; whoever comes confirms it.

import { noteChange } from '#modules/areas/actions-ground.ts';
import { readMyWork } from '#modules/cases/lists/my-work.ts';
import { readOrders } from '#modules/cases/reading.ts';
import { seenLines, seenWithin } from '#modules/cases/lists/seen-lines.ts';
import { nextShiftAt } from '#modules/duty/now.ts';
import { placeColumnsOf } from '#modules/duty/places.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { newId } from '#shared/ids.ts';
import type { Instant } from '#shared/time.ts';

import { MARKS, markOf, mayConfirm, mayErase, mayRead, nextUntilOf, sitsAt } from './rules.ts';
import type { Desk, Handed } from './rules.ts';
import { eraseText, findHandover, findHandovers, findItems, insertHandover, saveConfirmation } from './store.ts';
import type { HandoverRow } from './store.ts';

export interface WantedDesk {
  readonly path?: string | undefined;
  readonly organisationId?: string | undefined;
}

const OPEN_ORDERS = ['issued', 'acknowledged', 'rework', 'sendBackAsked'] as const;
const MOST_ORDERS = 100;

interface OpenItem extends Handed {
  readonly caseId: string;
}

/** @throws {Problem} `permission-missing` for a desk the actor does not sit at */
export async function readHandoverDraft(ctx: Context, wanted: WantedDesk) {
  const desk = deskOf(ctx, wanted);
  guardSits(ctx, desk);
  const items = await openItems(ctx, desk);
  return inTransaction(ctx, async (ctx) => {
    const { until, people } = await nextShiftAt(ctx, wanted);
    const nextUntil = nextUntilOf(until, ctx.now);
    return {
      at: ctx.now,
      nextUntil,
      next: people.filter(({ accountId }) => accountId !== ctx.actor.accountId),
      items: (await viewItems(ctx, await ofDesk(ctx, items, desk), ctx.now, nextUntil)).shown,
    };
  });
}

/** @throws {Problem} `permission-missing`, `not-found`, `id-taken` */
export async function writeHandover(
  ctx: Context,
  { id, toAccountId, words, ...wanted }: WantedDesk & { id: string; toAccountId: string | null; words: string },
): Promise<{ id: string; items: number }> {
  const desk = deskOf(ctx, wanted);
  guardSits(ctx, desk);
  const directory = await organisationDirectory(ctx);
  const items = await openItems(ctx, desk);
  return inTransaction(ctx, async (ctx) => {
    const { answer } = await once(ctx, id, { toAccountId, words, ...wanted }, async () => {
      const { until } = await nextShiftAt(ctx, wanted);
      const writtenBy = ctx.actor.accountId ?? '';
      const own = await ofDesk(ctx, items, desk);
      await insertHandover(
        ctx.db,
        {
          id,
          ...(await placeColumnsOf(ctx, wanted, directory)),
          written_by: writtenBy,
          written_at: ctx.now,
          to_account_id: toAccountId,
          next_until: until,
        },
        own.map(({ caseId, reason, dueAt }) => ({
          id: newId(),
          handover_id: id,
          case_id: caseId,
          reason,
          due_at: dueAt,
        })),
        words === '' ? undefined : { id: newId(), words },
      );
      return { id, items: own.length };
    });
    return answer;
  });
}

/** @throws {Problem} `not-found` for a desk the actor does not see */
export async function listHandovers(ctx: Context, query: WantedDesk & { after?: string | undefined; limit: number }) {
  const desk = deskOf(ctx, query);
  if (!mayRead(ctx.actor, desk)) throw noSuchHandover();
  return inTransaction(ctx, async (ctx) => {
    const rows = await findHandovers(ctx.db, desk, { afterId: query.after, most: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    return {
      handovers: page.map((row) => ({ ...viewHandover(ctx, row), items: row.items })),
      next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

/** @throws {Problem} `not-found` */
export async function getHandover(ctx: Context, id: string) {
  return inTransaction(ctx, async (ctx) => {
    const row = await seenHandover(ctx, id);
    const items = (await findItems(ctx.db, id)).map(({ case_id, reason, due_at }) => ({
      caseId: case_id,
      reason,
      dueAt: due_at,
    }));
    const { shown, hidden } = await viewItems(ctx, items, row.written_at, nextUntilOf(row.next_until, row.written_at));
    return { ...viewHandover(ctx, row), items: shown, hidden };
  });
}

/** @throws {Problem} `not-found`, `permission-missing`, `already-closed` when somebody else has taken it over */
export async function confirmHandover(ctx: Context, id: string): Promise<{ id: string; confirmedAt: Instant }> {
  return inTransaction(ctx, async (ctx) => {
    const row = await seenHandover(ctx, id);
    if (!mayConfirm(ctx.actor, writtenOf(row)))
      throw problem('permission-missing', 'It is confirmed by whoever comes, not by whoever leaves');
    const by = ctx.actor.accountId ?? '';
    if (row.confirmed_by === by && row.confirmed_at !== null) return { id, confirmedAt: row.confirmed_at };
    if (!(await saveConfirmation(ctx.db, id, by, ctx.now)))
      throw problem('already-closed', 'Somebody else has taken this desk over', { id });
    return { id, confirmedAt: ctx.now };
  });
}

/** @throws {Problem} `not-found`, `permission-missing` */
export async function eraseHandoverWords(ctx: Context, id: string, rule: string): Promise<{ isErased: true }> {
  return inTransaction(ctx, async (ctx) => {
    const row = await seenHandover(ctx, id);
    if (!mayErase(ctx.actor, writtenOf(row)))
      throw problem('permission-missing', 'Erased by its writer, or by right over the area', {
        permission: 'case.cancel',
      });
    await eraseText(ctx.db, id, rule, ctx.now);
    await noteChange(ctx, {
      act: 'text.erased',
      subjectKind: 'handover',
      subjectId: id,
      path: row.path,
      codes: { rule },
    });
    return { isErased: true };
  });
}

/** What waits for the one who leaves and what others have in hand for the desk; of an organisation its open orders. */
async function openItems(ctx: Context, { organisationId }: Desk): Promise<OpenItem[]> {
  if (organisationId === null) {
    const { items, watched } = await readMyWork(ctx);
    return [
      ...items.map(({ case: line, reason, dueAt }) => ({ caseId: line.id, reason: reason as string, dueAt })),
      ...watched.map(({ case: line, dueAt }) => ({ caseId: line.id, reason: 'watched', dueAt })),
    ];
  }
  const lists = await Promise.all(
    OPEN_ORDERS.map((status) => readOrders(ctx, { organisationId, status, limit: MOST_ORDERS, after: undefined })),
  );
  const open = lists.flatMap(({ orders }) => orders);
  return [...new Map(open.map((order) => [order.caseId, order])).values()].map(({ caseId, status, dueAt }) => ({
    caseId,
    reason: status,
    dueAt,
  }));
}

/** Who sits at several desks hands over what lies at this one. */
async function ofDesk(
  ctx: TransactionContext,
  items: readonly OpenItem[],
  { path, organisationId }: Desk,
): Promise<readonly OpenItem[]> {
  if (organisationId !== null) return items;
  const here = await seenWithin(
    ctx,
    items.map(({ caseId }) => caseId),
    path,
  );
  return items.filter(({ caseId }) => here.has(caseId));
}

async function viewItems(ctx: TransactionContext, items: readonly OpenItem[], at: Instant, nextUntil: Instant) {
  const lines = await seenLines(
    ctx,
    items.map(({ caseId }) => caseId),
  );
  const shown = items.flatMap(({ caseId, reason, dueAt }) => {
    const line = lines.get(caseId);
    if (line === undefined) return [];
    const { id, number, summary, placeWords, status } = line;
    const mark = markOf({ reason, dueAt }, at, nextUntil);
    return [{ case: { id, number, summary, placeWords, status }, reason, dueAt, mark }];
  });
  shown.sort(
    (one, other) =>
      MARKS.indexOf(one.mark) - MARKS.indexOf(other.mark) || ((one.dueAt ?? '~') < (other.dueAt ?? '~') ? -1 : 1),
  );
  return { shown, hidden: items.length - shown.length };
}

function viewHandover(ctx: Context, row: HandoverRow) {
  const written = writtenOf(row);
  return {
    id: row.id,
    path: row.path,
    organisationId: row.organisation_id,
    writtenAt: row.written_at,
    writtenByName: row.written_by_name,
    toName: row.to_name,
    confirmedAt: row.confirmed_at,
    confirmedByName: row.confirmed_by_name,
    words: row.words ?? '',
    isErased: row.erased_at !== null,
    mayConfirm: row.confirmed_at === null && mayConfirm(ctx.actor, written),
    mayErase: row.words !== null && row.erased_at === null && mayErase(ctx.actor, written),
  };
}

function writtenOf({ path, organisation_id, written_by, to_account_id }: HandoverRow) {
  return { path, organisationId: organisation_id, writtenBy: written_by, toAccountId: to_account_id };
}

async function seenHandover(ctx: TransactionContext, id: string): Promise<HandoverRow> {
  const row = await findHandover(ctx.db, id);
  if (row === undefined) throw noSuchHandover();
  return row;
}

function deskOf({ district }: Context, { path, organisationId }: WantedDesk): Desk {
  return { path: path ?? district.path, organisationId: organisationId ?? null };
}

function guardSits({ actor }: Context, desk: Desk): void {
  if (sitsAt(actor, desk)) return;
  throw problem('permission-missing', 'A desk is handed over by who sits at it');
}

function noSuchHandover() {
  return problem('not-found', 'There is no such hand-over, or it is of another desk');
}
