// Looking for anything in the one box: each group is asked under the actor's own scope; what lies outside is not there.

import { ROLES } from '#permissions';
import type { Permission } from '#permissions';
import { isRole } from '#modules/accounts/rules.ts';
import {
  findLinesByNumber,
  findLinesByTail,
  findLinesWithWords,
  mayLookUpReporters,
} from '#modules/cases/lists/finding.ts';
import type { FoundLine } from '#modules/cases/lists/finding.ts';
import { findNamesBy, findNamesByPhone, findPeopleBy } from '#modules/names/actions.ts';
import type { NameRow, PersonRow } from '#modules/names/actions.ts';
import { keysOf } from '#modules/names/rules.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { Directory } from '#modules/organisations/directory.ts';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import type { Hit, searchAll as searchAllEndpoint } from './contract.ts';
import { asked, byFit, inOrder, isSearchable } from './rules.ts';
import type { Asked, GroupKind } from './rules.ts';
import { findPathNames } from './store.ts';
import type { NameOfPath } from './store.ts';

type Answer = (typeof searchAllEndpoint)['output'] extends { _zod: { input: infer I } } | undefined ? I : never;
interface Found {
  readonly kind: GroupKind;
  readonly hits: Hit[];
  readonly isMore: boolean;
}

/** A group on screen; more are asked for than shown, so that the best of them are. Numbers that end alike are told apart by eye. */
const MOST_SHOWN = 6;
const MOST_TAILS = 12;
const MOST_READ = 60;

/** Whoever keeps the ground finds what stands on it without reading cases. */
const KEEPS_GROUND: readonly Permission[] = ['area.manage', 'grid.manage', 'place.manage', 'organisation.manage'];
const KEEPS_PEOPLE: readonly Permission[] = ['account.manage', 'role.grant'];

export async function search(ctx: Context, { words: typed }: { words: string }): Promise<Answer> {
  const wanted = asked(typed, { demo: ctx.district.isDemo });
  const isPhone = wanted.phone !== undefined;
  const about = { isSearchable: isSearchable(wanted), isPhone, mayLookUpReporter: isPhone && mayLookUpReporters(ctx) };
  if (!about.isSearchable) return { groups: [], ...about };
  // Each asks in a transaction of its own, side by side where the database can.
  const [cases, ground] = await Promise.all([casesFound({ ...ctx }, wanted), groundFound({ ...ctx }, wanted, typed)]);
  return { groups: inOrder([cases, ...ground], wanted, typed), ...about };
}

async function casesFound(ctx: Context, wanted: Asked): Promise<Found> {
  const lines = await linesFound(ctx, wanted);
  return shown('cases', lines.map(caseHit), wanted.tail === undefined ? MOST_SHOWN : MOST_TAILS);
}

async function linesFound(ctx: Context, { number, tail, words }: Asked): Promise<FoundLine[]> {
  if (number !== undefined) {
    const exact = await findLinesByNumber({ ...ctx }, number);
    if (exact.length > 0) return exact;
  }
  if (tail !== undefined) return findLinesByTail(ctx, tail);
  if (words === undefined || !readsCases(ctx)) return [];
  return (await findLinesWithWords(ctx, { words, limit: MOST_SHOWN + 1 })).cases;
}

function readsCases({ actor }: Context): boolean {
  return actor.grants.some(
    ({ organisationId, permissions }) => organisationId === null && permissions.has('case.read'),
  );
}

async function groundFound(ctx: Context, wanted: Asked, typed: string): Promise<Found[]> {
  // The whole number of a case names nothing else.
  if (wanted.words === undefined && wanted.tail === undefined && wanted.phone === undefined) return [];
  const directory = await organisationDirectory(ctx);
  const safe = await ctx.platform.vault.safe(null);
  const phoneIndex = wanted.phone === undefined ? undefined : safe.index('accounts.phone', wanted.phone);
  return inTransaction(ctx, async (ctx) => {
    const names = await namesFound(ctx, wanted, typed);
    const people = await peopleFound(ctx, wanted, phoneIndex);
    const paths = [...names, ...people].map(({ path }) => path);
    const nameOfPath = await findPathNames(ctx.db, paths);
    const of = (...kinds: NameRow['kind'][]) =>
      names.filter(({ kind }) => kinds.includes(kind)).map((row) => nameHit(row, nameOfPath));
    return [
      shown('places', of('compound', 'building', 'place')),
      shown('areas', of('area', 'grid')),
      shown('organisations', of('organisation')),
      shown('people', peopleHits(people, typed, wanted.isSpelled, { nameOfPath, directory })),
    ];
  });
}

/** Under the scope of the cases one reads; beside it, for whoever keeps the ground, what is kept. */
async function namesFound(ctx: TransactionContext, { words, tail, phone, isSpelled }: Asked, typed: string) {
  if (tail !== undefined) return withKept(ctx, KEEPS_GROUND, () => findNamesByPhone(ctx.db, { tail }, MOST_SHOWN + 1));
  if (phone !== undefined)
    return withKept(ctx, KEEPS_GROUND, () => findNamesByPhone(ctx.db, { phone }, MOST_SHOWN + 1));
  if (words === undefined) return [];
  const keys = keysOf(words);
  const found = await withKept(ctx, KEEPS_GROUND, (paths) => findNamesBy(ctx.db, keys, { paths, most: MOST_READ }));
  return byFit(found, typed, isSpelled);
}

async function peopleFound(
  ctx: TransactionContext,
  { words, phone }: Asked,
  phoneIndex: string | undefined,
): Promise<PersonRow[]> {
  const asking = { today: dayOf(ctx.now, ctx.district.timeZone), most: MOST_READ };
  if (phone !== undefined && phoneIndex !== undefined) {
    // A person's own number is told by nobody but those who keep accounts.
    const paths = pathsWith(ctx, KEEPS_PEOPLE);
    if (paths.length === 0) return [];
    return elevated(ctx, 'accounts', () => findPeopleBy(ctx.db, { phoneIndex }, { ...asking, paths }));
  }
  if (words === undefined) return [];
  const keys = keysOf(words);
  return withKept(ctx, KEEPS_PEOPLE, (paths) => findPeopleBy(ctx.db, { keys }, { ...asking, paths }), 'accounts');
}

/** Asks within what is read by area and, widened, within what is kept by one of the permissions; each row once. */
async function withKept<Row extends { id: string } | { account_id: string; path: string; role: string }>(
  ctx: TransactionContext,
  keeping: readonly Permission[],
  ask: (paths: readonly string[]) => Promise<Row[]>,
  reason: 'ground' | 'accounts' = 'ground',
): Promise<Row[]> {
  const read = pathsWith(ctx, ['case.read']);
  const kept = pathsWith(ctx, keeping).filter((path) => !read.some((own) => path.startsWith(own)));
  const own = read.length > 0 || ctx.actor.organisationIds.length > 0 ? await ask(read) : [];
  const beside = kept.length > 0 ? await elevated(ctx, reason, () => ask(kept)) : [];
  const keyOf = (row: Row) => ('id' in row ? row.id : `${row.account_id} ${row.path} ${row.role}`);
  return [...new Map([...own, ...beside].map((row) => [keyOf(row), row])).values()];
}

function pathsWith({ actor }: Pick<Context, 'actor'>, permissions: readonly Permission[]): string[] {
  const grants = actor.grants.filter(
    (grant) => grant.organisationId === null && permissions.some((permission) => grant.permissions.has(permission)),
  );
  return [...new Set(grants.map(({ path }) => path))];
}

function shown(kind: GroupKind, hits: Hit[], most = MOST_SHOWN): Found {
  return { kind, hits: hits.slice(0, most), isMore: hits.length > most };
}

function caseHit({ id, number, summary, placeWords, status, isUrgent, secrecy, reportedAt }: FoundLine): Hit {
  return { kind: 'case', id, title: summary, number, placeWords, status, isUrgent, secrecy, reportedAt };
}

function nameHit(row: NameRow, nameOfPath: NameOfPath): Hit {
  return {
    kind: row.kind,
    id: row.id,
    title: row.name,
    also: row.also,
    // An area's own name is its title already.
    lies: row.kind === 'organisation' ? null : nameOfPath(row.kind === 'area' ? above(row.path) : row.path),
    dutyPhone: row.phone,
    streetId: row.street_id,
    communityId: row.community_id,
    gridId: row.grid_id,
    longitude: row.longitude,
    latitude: row.latitude,
  };
}

function above(path: string): string {
  return `${path.split('/').slice(0, -2).join('/')}/`;
}

function peopleHits(
  rows: readonly PersonRow[],
  typed: string,
  isSpelled: boolean,
  { nameOfPath, directory }: { nameOfPath: NameOfPath; directory: Directory },
): Hit[] {
  const byPerson = Map.groupBy(rows, (row) => row.account_id);
  const people = [...byPerson].map(([id, posts]) => ({ id, name: posts[0]?.name ?? '', posts }));
  const isByPhone = !/\p{L}/u.test(typed);
  return (isByPhone ? people : byFit(people, typed, isSpelled)).map(({ id, name, posts }) => ({
    kind: 'person',
    id,
    title: name,
    posts: posts.flatMap(({ role, path, organisation_id, grid_id }) => {
      if (!isRole(role)) return [];
      const place = organisation_id === null ? nameOfPath(path) : (directory.find(organisation_id)?.name ?? null);
      return [{ title: ROLES[role].title, place: place ?? '', path, gridId: grid_id }];
    }),
  }));
}
