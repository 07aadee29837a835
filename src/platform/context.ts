// What every action is handed: who acts, where, when, and the way to a transaction. Passed by hand, never ambient.

import { sql } from 'kysely';

import type { Role } from '#permissions';
import type { Fact } from '#shared/facts.ts';
import { newId } from '#shared/ids.ts';
import type { Instant } from '#shared/time.ts';

import type { Statement } from './database/batch.ts';
import type { Db, Handle } from './database/connection.ts';
import { makeHandle, sayWidened } from './database/connection.ts';
import { prepare, prepareInsert } from './database/prepared.ts';
import type { Scope } from './database/opening.ts';
import { NO_SCOPE } from './database/opening.ts';
import { firstFailure } from './database/transaction.ts';
import type { Platform } from './platform.ts';

export interface District {
  readonly id: string;
  readonly key: string;
  readonly schema: string;
  readonly name: string;
  /** The path of the whole district, `/key/`. */
  readonly path: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
}

/** A role held in a place or for an organisation, with the permissions it carries in this district. */
export interface Grant {
  readonly role: Role;
  readonly path: string;
  readonly gridId: string | null;
  readonly organisationId: string | null;
  readonly permissions: ReadonlySet<string>;
}

export interface Actor {
  readonly kind: 'anonymous' | 'account' | 'reporterLink' | 'orderLink' | 'whistleLink' | 'system';
  readonly accountId: string | null;
  readonly sessionId: string | null;
  readonly grants: readonly Grant[];
  /** The organisations the actor works for, with all below them. */
  readonly organisationIds: readonly string[];
  readonly linkId: string | null;
  /** Through a link: the one record it names. */
  readonly linkCaseId?: string;
  readonly linkReportId?: string;
  readonly linkWorkOrderId?: string;
  readonly linkCallId?: string;
}

export interface Context {
  readonly platform: Platform;
  readonly district: District;
  readonly actor: Actor;
  readonly now: Instant;
}

export interface TransactionContext extends Context {
  readonly db: Db;
  /** Writes one fact row and does nothing else; the pump turns it into jobs after commit. */
  announce(fact: Fact): Promise<void>;
  /** Many at once in one statement. */
  announceAll(facts: readonly Fact[]): void;
}

/** A city-wide request: sign-in, the list of districts. It sees no district's rows. */
export interface CityContext {
  readonly platform: Platform;
  readonly actor: Actor;
  readonly now: Instant;
}

export const ANONYMOUS: Actor = {
  kind: 'anonymous',
  accountId: null,
  sessionId: null,
  grants: [],
  organisationIds: [],
  linkId: null,
};

export const SYSTEM: Actor = { ...ANONYMOUS, kind: 'system' };

/** Why an action may step outside its actor's own scope. Each reason is one sentence in docs/decisions/0004. */
export type Elevation =
  | 'report' // a voice from anywhere becomes a case where the place is
  | 'saveMove' // a move was decided under the mover's own scope; its rows may lie beyond it
  | 'upload' // a file arrives before any case names it
  | 'locate' // which grid a point lies in
  | 'ground' // areas, grids, addresses, places and organisations: open to all who serve here, changed under a permission on their path
  | 'publicFacts' // names and duty phones a resident may see
  | 'listed' // who leads the work on cases the actor was just shown by area, and how their first voice came in
  | 'pictures' // of which earlier pictures those of a case are copies; of matters the actor may not see no more than the day
  | 'whistle' // the facts of a matter an organisation was called in on, as far as an order would show them
  | 'ownRole' // the step of 多方联动 an organisation with an order fills, and the decision it waits for; nobody's words
  | 'audit' // what was done below the auditor's paths; he sees no case
  | 'accounts' // who holds which post, to decide who may grant it or who may be asked to verify
  | 'model' // what is learned from closed matters of the whole district, and how often proposals were taken
  | 'setup' // what a new district still lacks, in counts and in names of its own ground; no matter is read
  | 'counting' // the rows indicators are counted from are brought up to date; who asked for it sees those of the own area alone
  | 'demo' // what is played in a demo district, where everybody enters as anybody
  | 'door'; // links, codes and look-ups by number, each limited in tries; what a reporter is told of the own matter and near it

/** What is known of a context that stands in a transaction; all contexts of one transaction share its scope. */
interface Standing {
  readonly handle: Handle;
  readonly transaction: { readonly isSystem: boolean; elevations: number; hasAnnounced: boolean };
}

const standings = new WeakMap<Context, Standing>();

/**
 * Runs work in one transaction, or in a savepoint when ctx is inside one. Meanwhile ctx itself is refused: on the
 * embedded database a second transaction would wait for ever.
 */
export async function inTransaction<T>(ctx: Context, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
  const around = standings.get(ctx);
  if (around !== undefined) return 'db' in ctx ? inSavepoint(ctx, around, work) : refuseOuter();

  const scope = scopeOf(ctx);
  const transaction = { isSystem: scope.isWidened === true, elevations: 0, hasAnnounced: false };
  const result = await ctx.platform.database.transaction({ schema: ctx.district.schema, scope }, async (handle) => {
    const standing = { handle, transaction };
    const inner = withHandle(ctx, standing);
    standings.set(ctx, standing);
    standings.set(inner, standing);
    try {
      return await work(inner);
    } finally {
      standings.delete(ctx);
    }
  });
  // Only a hint, after commit: a pump in another process finds the facts at its next look.
  if (transaction.hasAnnounced) ctx.platform.live.wake(ctx.district.key);
  return result;
}

/**
 * Widens an open transaction to the whole district for one named reason, and narrows it again. What a builder has not sent
 * yet would go out widened too: only prepared statements, which go out when they are asked, may stand beside it.
 */
export async function elevated<T>(ctx: TransactionContext, _reason: Elevation, work: () => Promise<T>): Promise<T> {
  const standing = standings.get(ctx);
  if (standing === undefined) throw new Error('only an open transaction can be widened');
  const { handle, transaction } = standing;
  if (transaction.isSystem) return work();
  transaction.elevations += 1;
  handle.connection.widened.isWanted = true;
  try {
    return await work();
  } finally {
    transaction.elevations -= 1;
    handle.connection.widened.isWanted = transaction.elevations > 0;
  }
}

/** The same district at the same moment, acting for the platform itself: jobs, timers, the index of grids. */
export function asSystem(ctx: Context): Context {
  return { platform: ctx.platform, district: ctx.district, now: ctx.now, actor: SYSTEM };
}

/** What the actor may see, from the roles held. */
export function scopeOf(ctx: Pick<Context, 'actor' | 'district'>): Scope {
  const { actor } = ctx;
  if (actor.kind === 'system') return wholeDistrict(ctx.district.path, 'system');
  const inPlaces = actor.grants.filter((grant) => grant.organisationId === null);
  const pathsWith = (permission: string) => [
    ...new Set(inPlaces.filter((grant) => grant.permissions.has(permission)).map((grant) => grant.path)),
  ];
  return {
    ...NO_SCOPE,
    paths: pathsWith('case.read'),
    confidentialPaths: pathsWith('case.readConfidential'),
    restrictedPaths: pathsWith('case.readRestricted'),
    organisationIds: actor.organisationIds,
    actorId: actor.accountId,
    linkId: actor.linkId,
    writer: actor.accountId ?? (actor.linkId === null ? 'anonymous' : `link:${actor.linkId}`),
  };
}

function wholeDistrict(path: string, writer: string): Scope {
  return { ...NO_SCOPE, paths: [path], confidentialPaths: [path], restrictedPaths: [path], writer, isWidened: true };
}

async function inSavepoint<T>(
  ctx: Context,
  around: Standing,
  work: (ctx: TransactionContext) => Promise<T>,
): Promise<T> {
  if (around.handle.state !== 'open')
    throw new Error(`this context is ${around.handle.state}; use the one handed to its work`);
  const { connection } = around.handle;
  const name = `inner_${newId().replaceAll('-', '')}`;
  const handle = makeHandle(connection, around.handle.key);
  const standing = { handle, transaction: around.transaction };
  const inner = withHandle(ctx, standing);
  standings.set(inner, standing);
  // Said before the savepoint: what is set inside is undone by its rollback.
  sayWidened(connection);
  const { isSaid } = connection.widened;
  connection.tell(plain(`savepoint ${name}`));
  await connection.settled();
  around.handle.state = 'lent';
  try {
    const result = await work(inner);
    connection.tell(plain(`release savepoint ${name}`));
    await connection.settled();
    return result;
  } catch (error) {
    const first = await firstFailure(connection, error);
    await connection.ask(plain(`rollback to savepoint ${name}`));
    connection.widened.isSaid = isSaid;
    await connection.ask(plain(`release savepoint ${name}`));
    throw first;
  } finally {
    handle.state = 'closed';
    around.handle.state = 'open';
  }
}

function plain(text: string): Statement {
  return { text, values: [] };
}

const insertFact = prepareInsert('facts');
const INSERT_FACTS = prepare<{ rows: string }>()(
  (_db, { rows }) => sql`
    insert into facts (id, name, body, path, secrecy, actor_id, at)
    select id, name, body, path, secrecy, actor_id, at
    from jsonb_to_recordset(${rows}::jsonb)
      as given (id uuid, name text, body jsonb, path text, secrecy text, actor_id uuid, at timestamptz)
  `,
);

function withHandle(ctx: Context, { handle, transaction }: Standing): TransactionContext {
  const { platform, district, actor, now } = ctx;
  return {
    platform,
    district,
    actor,
    now,
    db: handle.db,
    async announce({ name, path, secrecy = 'open', ...body }) {
      transaction.hasAnnounced = true;
      const fact = { id: newId(), name, body: JSON.stringify(body), path, secrecy, actor_id: actor.accountId, at: now };
      insertFact(handle.db, fact);
    },
    announceAll(facts) {
      if (facts.length === 0) return;
      transaction.hasAnnounced = true;
      const rows = facts.map(({ name, path, secrecy = 'open', ...body }) => {
        return { id: newId(), name, body, path, secrecy, actor_id: actor.accountId, at: now };
      });
      INSERT_FACTS.write(handle.db, { rows: JSON.stringify(rows) });
    },
  };
}

function refuseOuter(): never {
  throw new Error('this context has lent itself to a transaction; use the context that was handed to its work');
}
