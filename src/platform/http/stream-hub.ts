// Hands each batch of facts to the open streams: one look a distinct scope, however many people share it.

import { sql } from 'kysely';

import type { FactName } from '#shared/facts.ts';

import { inTransaction, scopeOf } from '../context.ts';
import type { Actor, Context, District } from '../context.ts';
import { NO_SCOPE } from '../database/opening.ts';
import type { Scope } from '../database/opening.ts';
import { isDatabaseAway } from '../database/failures.ts';
import type { Platform } from '../platform.ts';
import { describeError } from './server.ts';

/** One open stream. */
export interface Listener {
  actor: Actor;
  /** The last batch it has been told of. */
  seen: number;
  write(text: string): void;
  end(): void;
}

export interface Hub {
  /** Tells what has passed since `lastSeen`, then everything that passes. Answers the way to leave. */
  join(ctx: Context, listener: Listener, lastSeen: number | null | undefined): Promise<() => void>;
  close(): void;
}

/** Beyond it the browser is told to load everything again. */
const MOST_REPLAYED_FACTS = 2_000;
const BATCHES_AT_ONCE = 4;
/** Told is only a hint: what was not heard is found at the next look. */
const LOOK_EVERY_MS = 5_000;

interface Hall {
  readonly ctx: Context;
  readonly listeners: Set<Listener>;
  /** The last batch told to all. */
  seen: number;
  /** Everything in a hall happens one after the other. */
  queue: Promise<unknown>;
  isLookWanted: boolean;
}

export function createHub(platform: Platform): Hub {
  const halls = new Map<string, Promise<Hall>>();

  const look = (hall: Hall): void => {
    if (hall.isLookWanted) return;
    hall.isLookWanted = true;
    inTurn(hall, async () => {
      hall.isLookWanted = false;
      await tellNews(hall);
    }).catch((error: unknown) => {
      if (!isDatabaseAway(error)) platform.log.error({ error: describeError(error) }, 'stream');
    });
  };
  const lookInto = (key: string) => void halls.get(key)?.then(look);
  const lookEverywhere = () => {
    for (const key of halls.keys()) lookInto(key);
  };
  const stopListening = platform.live.listen(lookInto, lookEverywhere);
  const timer = setInterval(lookEverywhere, LOOK_EVERY_MS);
  timer.unref();

  function enter(ctx: Context): Promise<Hall> {
    const { key } = ctx.district;
    const known = halls.get(key);
    if (known !== undefined) return known;
    const opening = lastBatch(ctx).then((seen): Hall => ({
      ctx,
      listeners: new Set(),
      seen,
      queue: Promise.resolve(),
      isLookWanted: false,
    }));
    halls.set(key, opening);
    opening.catch(() => halls.delete(key));
    return opening;
  }

  return {
    async join(ctx, listener, lastSeen) {
      const hall = await enter(ctx);
      await inTurn(hall, async () => {
        await tellNews(hall);
        await replay(hall, listener, lastSeen);
        hall.listeners.add(listener);
      });
      return () => void hall.listeners.delete(listener);
    },
    close() {
      clearInterval(timer);
      stopListening();
      halls.clear();
    },
  };
}

function inTurn<T>(hall: Hall, work: () => Promise<T>): Promise<T> {
  const mine = hall.queue.then(work);
  hall.queue = mine.catch(() => undefined); // whoever waits for `mine` is told
  return mine;
}

async function tellNews(hall: Hall): Promise<void> {
  const last = await lastBatch(hall.ctx);
  while (hall.seen < last) {
    const to = Math.min(last, hall.seen + BATCHES_AT_ONCE);
    await tell(hall, [...hall.listeners], hall.seen, to);
    hall.seen = to;
  }
}

async function replay(hall: Hall, listener: Listener, lastSeen: number | null | undefined): Promise<void> {
  listener.seen = hall.seen;
  if (lastSeen === undefined || lastSeen === hall.seen) return listener.write(`id: ${hall.seen}\n\n`);
  if (lastSeen === null || !(await isReplayable(hall.ctx, lastSeen, hall.seen)))
    return listener.write(`id: ${hall.seen}\nevent: reload\ndata: {}\n\n`);
  await tell(hall, [listener], lastSeen, hall.seen);
  listener.write(`id: ${hall.seen}\n\n`);
}

/** Whether every fact since is still kept, and they are few enough. */
function isReplayable(ctx: Context, from: number, to: number): Promise<boolean> {
  if (from > to) return Promise.resolve(false);
  return inTransaction(freshly(ctx), async ({ db }) => {
    const { facts, batches } = await db
      .selectFrom('facts')
      .select((eb) => [eb.fn.countAll<number>().as('facts'), eb.fn.count<number>('batch').distinct().as('batches')])
      .where('batch', '>', from)
      .where('batch', '<=', to)
      .executeTakeFirstOrThrow();
    return facts <= MOST_REPLAYED_FACTS && batches === to - from;
  });
}

function lastBatch(ctx: Context): Promise<number> {
  return inTransaction(
    freshly(ctx),
    async ({ db }) => (await db.selectFrom('fact_batches').select('last_batch').executeTakeFirstOrThrow()).last_batch,
  );
}

/** A context that no other transaction has taken. */
function freshly({ platform, district, actor, now }: Context): Context {
  return { platform, district, actor, now };
}

interface LiveFact {
  id: string;
  batch: number;
  /** As it goes over the wire. */
  data: string;
  caseId: string | null;
  aboutAccountId: string | null;
  aboutOrganisationId: string | null;
  /** Who was let in to the case beside those who see it by area. */
  letIn: string[];
  /** Organisations the fact itself names as those it is for: they may see what it is about, and perhaps no case. */
  forOrganisations: string[];
}

async function tell({ ctx }: Hall, listeners: readonly Listener[], from: number, to: number): Promise<void> {
  if (listeners.length === 0) return;
  const facts = await readFacts(ctx, from, to);
  const seenBy = await whoSeesWhat(ctx, listeners, facts, from, to);
  for (const listener of listeners) {
    const seen = seenBy.get(listener) ?? new Set();
    for (const batch of new Set(facts.map((fact) => fact.batch))) {
      const lines = facts
        .filter((fact) => fact.batch === batch && seen.has(fact.id))
        .map(({ data }) => `data: ${data}\n\n`);
      // The id comes with the last line of its batch: cut off in the middle, the browser asks for the whole batch again.
      if (lines.length > 0) listener.write(`${lines.slice(0, -1).join('')}id: ${batch}\n${lines.at(-1)}`);
    }
    listener.seen = to;
  }
}

async function whoSeesWhat(
  ctx: Context,
  listeners: readonly Listener[],
  facts: readonly LiveFact[],
  from: number,
  to: number,
): Promise<Map<Listener, Set<string>>> {
  const result = new Map<Listener, Set<string>>();
  const byArea = new Map<string, Promise<ReadonlySet<string>>>();
  const byPerson = new Map<string, Promise<ReadonlySet<string>>>();
  for (const listener of listeners) {
    const { actor } = listener;
    const scope = scopeOf({ actor, district: ctx.district });
    const area = areaOf(scope);
    const inArea = await onceFor(byArea, JSON.stringify(area), () =>
      factsIn(ctx.platform, ctx.district, area, from, to),
    );
    const seen = new Set(facts.filter((fact) => inArea.has(fact.id) && !isAbout(fact, actor)).map(({ id }) => id));
    // Who was let in to a case is asked for only when a fact is about such a case: the database then decides as for any request.
    const mine = facts.filter(({ letIn }) =>
      letIn.some((id) => id === actor.accountId || id === actor.linkId || actor.organisationIds.includes(id)),
    );
    if (mine.length > 0) {
      const caseIds = [...new Set(mine.flatMap(({ caseId }) => caseId ?? []))];
      const mayOpen = await onceFor(byPerson, JSON.stringify(scope), () =>
        casesSeen(ctx.platform, ctx.district, scope, caseIds),
      );
      for (const { id, caseId } of mine) if (caseId !== null && mayOpen.has(caseId)) seen.add(id);
    }
    for (const fact of facts)
      if (!isAbout(fact, actor) && fact.forOrganisations.some((id) => actor.organisationIds.includes(id)))
        seen.add(fact.id);
    result.set(listener, seen);
  }
  return result;
}

function areaOf({ paths, confidentialPaths, restrictedPaths }: Scope): Scope {
  return { ...NO_SCOPE, paths, confidentialPaths, restrictedPaths, writer: 'system' };
}

/** The one complained about is told of nothing. */
function isAbout({ aboutAccountId, aboutOrganisationId }: LiveFact, { accountId, organisationIds }: Actor): boolean {
  return (
    (aboutAccountId !== null && aboutAccountId === accountId) ||
    (aboutOrganisationId !== null && organisationIds.includes(aboutOrganisationId))
  );
}

function onceFor<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const asked = ask();
  known.set(key, asked);
  return asked;
}

async function factsIn(
  { database }: Platform,
  { schema }: District,
  scope: Scope,
  from: number,
  to: number,
): Promise<ReadonlySet<string>> {
  if (scope.paths.length + scope.confidentialPaths.length + scope.restrictedPaths.length === 0) return new Set();
  const rows = await database.transaction({ schema, scope, isReadOnly: true }, ({ db }) =>
    db.selectFrom('facts').select('id').where('batch', '>', from).where('batch', '<=', to).execute(),
  );
  return new Set(rows.map(({ id }) => id));
}

async function casesSeen(
  { database }: Platform,
  { schema }: District,
  scope: Scope,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.transaction({ schema, scope, isReadOnly: true }, ({ db }) =>
    db.selectFrom('cases').select('id').where('id', 'in', caseIds).execute(),
  );
  return new Set(rows.map(({ id }) => id));
}

function readFacts(ctx: Context, from: number, to: number): Promise<LiveFact[]> {
  return inTransaction(freshly(ctx), async ({ db }) => {
    const { rows } = await sql<
      Omit<LiveFact, 'data' | 'forOrganisations'> & { name: FactName; body: Record<string, unknown> }
    >`
      select facts.id, facts.name, facts.body, facts.batch, cases.id as "caseId",
        cases.about_account_id as "aboutAccountId", cases.about_organisation_id as "aboutOrganisationId",
        array(select case_access.subject_id::text from case_access where case_access.case_id = cases.id) as "letIn"
      from facts left join cases on cases.id = (facts.body ->> 'caseId')::uuid
      where facts.batch > ${from} and facts.batch <= ${to}
      order by facts.batch, facts.at, facts.id`.execute(db);
    return rows.map(({ name, body, ...fact }) => ({
      ...fact,
      forOrganisations: (body['organisationIds'] as string[] | undefined) ?? [],
      data: JSON.stringify(publicFact(name, body)),
    }));
  });
}

/** What a fact is about: `workOrder.issued` is about the work order, `post.changed` about the account. */
function publicFact(name: FactName, body: Record<string, unknown>): { fact: FactName; kind: string; id: unknown } {
  const kind = name === 'post.changed' ? 'account' : name.slice(0, name.indexOf('.'));
  return { fact: name, kind, id: body[`${kind}Id`] };
}
