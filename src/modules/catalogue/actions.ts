// Reading the catalogue, and putting a class or its next version in force.

import { changeGround, createOnGround, noteChange, readForPublic, readGround } from '#modules/areas/actions-ground.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import { findCycle, isPublic, stagesOf } from './rules.ts';
import type { CatalogueClass } from './rules.ts';
import { fitAfter, inForceOn, stateOf } from './rules-versions.ts';
import type { VersionState } from './rules-versions.ts';
import { findClassRow, listClassRows, listDueCodes, listVersions, lockVersions, saveVersions } from './store.ts';

export async function listPublicClasses(ctx: Context) {
  const classes = await readForPublic(ctx, (ctx) => listClassRows(ctx.db, todayOf(ctx)));
  return classes
    .filter(isPublic)
    .map(({ code, majorName, name, closingCondition }) => ({ code, majorName, name, closingCondition }));
}

export function listClasses(ctx: Context, withAll = false): Promise<CatalogueClass[]> {
  return readGround(ctx, (ctx) => listClassRows(ctx.db, withAll ? undefined : todayOf(ctx)));
}

export function readClass(ctx: Context, code: string): Promise<CatalogueClass> {
  return readGround(ctx, (ctx) => getClass(ctx, code));
}

/** Newest first. @throws {Problem} `not-found` */
export function readVersions(ctx: Context, code: string): Promise<(CatalogueClass & { state: VersionState })[]> {
  return readGround(ctx, async (ctx) => {
    const versions = await listVersions(ctx.db, code);
    if (versions.length === 0) throw noSuchClass();
    return versions.map((each) => ({ ...each, state: stateOf(each, todayOf(ctx)) })).toReversed();
  });
}

export interface WantedClass extends Omit<CatalogueClass, 'code' | 'validFrom' | 'validTo'> {
  id: string;
  validFrom?: string | undefined;
  validTo?: string | null | undefined;
}

/** @throws {Problem} `changed-meanwhile`, `versions-overlap`, `input-invalid` for parents that lead back */
export function saveClass(ctx: Context, code: string, wanted: WantedClass): Promise<CatalogueClass> {
  const { id: _, ...fields } = wanted;
  const make = async (ctx: TransactionContext) => {
    guardHolds(ctx.actor, 'catalogue.manage', ctx.district.path);
    const validFrom = wanted.validFrom ?? todayOf(ctx);
    await putVersions(ctx, [{ ...fields, code, validFrom, validTo: wanted.validTo ?? null }], 'seen');
  };
  return createOnGround(ctx, { ...wanted, code } as WantedClass & { code: string }, make, async (ctx) => {
    const versions = await listVersions(ctx.db, code);
    return versions.find(({ version }) => version === wanted.version + 1) ?? getClass(ctx, code);
  });
}

/**
 * The next version of each class. `seen`: each has to stand at the version it names; `newest`: it follows whatever stands.
 *
 * @throws {Problem} `changed-meanwhile`, `versions-overlap`, `input-invalid`
 */
export async function putVersions(
  ctx: TransactionContext,
  wanted: readonly CatalogueClass[],
  after: 'seen' | 'newest',
): Promise<void> {
  const known = await lockVersions(
    ctx.db,
    wanted.map(({ code }) => code),
  );
  await guardParents(ctx, wanted);
  for (const each of wanted) {
    const versions = known.get(each.code) ?? [];
    const newest = versions.at(-1);
    const version = newest?.version ?? 0;
    if (after === 'seen' && version !== each.version) {
      throw problem('changed-meanwhile', `It stands at version ${version}; you have seen ${each.version}`, { version });
    }
    const next = { ...each, stages: stagesOf(each.stages, each.limit), version: version + 1 };
    await settle(ctx, [...followed(versions, next), next]);
    await noteClass(ctx, 'class.save', next);
  }
}

/** What waited for its day and is due. */
export function bringIntoForce(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const known = await lockVersions(ctx.db, await listDueCodes(ctx.db, todayOf(ctx)));
    for (const versions of known.values()) await settle(ctx, versions);
  });
}

/** Whatever changes classes in bulk asks for the same right and the same widening. */
export function changeCatalogue<T>(ctx: Context, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
  return changeGround(ctx, async (ctx) => {
    guardHolds(ctx.actor, 'catalogue.manage', ctx.district.path);
    return work(ctx);
  });
}

export function todayOf({ now, district }: Context): string {
  return dayOf(now, district.timeZone);
}

/** The versions there were, the newest closed by the one that follows. @throws {Problem} `versions-overlap` */
function followed(versions: readonly CatalogueClass[], next: CatalogueClass): CatalogueClass[] {
  const newest = versions.at(-1);
  if (newest === undefined) return [];
  const fit = fitAfter(newest, next);
  if ('overlaps' in fit) {
    const { version, validFrom, validTo } = fit.overlaps;
    throw problem(
      'versions-overlap',
      `Version ${version} is valid from ${validFrom} to ${validTo ?? 'further notice'}`,
      {
        classCode: next.code,
        version,
        validFrom,
        validTo,
      },
    );
  }
  return [...versions.slice(0, -1), { ...newest, validTo: fit.closesOn }];
}

async function settle(ctx: TransactionContext, versions: readonly CatalogueClass[]): Promise<void> {
  const inForce = inForceOn(versions, todayOf(ctx));
  if (inForce === undefined) throw new Error('a class has no version that stands');
  await saveVersions(
    ctx.db,
    inForce,
    versions.filter((each) => each !== inForce),
  );
}

/** @throws {Problem} `input-invalid` for a parent that is not there, or that leads back to the class itself */
async function guardParents(ctx: TransactionContext, wanted: readonly CatalogueClass[]): Promise<void> {
  if (wanted.every(({ parentCode }) => parentCode === null)) return;
  const parents = new Map((await listClassRows(ctx.db)).map(({ code, parentCode }) => [code, parentCode]));
  for (const { code, parentCode } of wanted) parents.set(code, parentCode);
  for (const { code, parentCode } of wanted) {
    if (parentCode === null) continue;
    if (!parents.has(parentCode)) throw wrongParent(`there is no class ${parentCode}`);
    const cycle = findCycle(code, (each) => parents.get(each));
    if (cycle !== undefined) throw wrongParent(`leads back to itself: ${cycle.join(' → ')}`);
  }
}

function wrongParent(detail: string) {
  return problem('input-invalid', `The parent ${detail}`, { errors: [{ pointer: '/parentCode', in: 'body', detail }] });
}

function noteClass(ctx: TransactionContext, act: AuditAct, { code, version }: CatalogueClass): Promise<void> {
  const { path } = ctx.district;
  return noteChange(ctx, { act, subjectKind: 'class', subjectId: null, path, codes: { code, version } });
}

async function getClass(ctx: TransactionContext, code: string): Promise<CatalogueClass> {
  const found = await findClassRow(ctx.db, code);
  if (found === undefined) throw noSuchClass();
  return found;
}

function noSuchClass() {
  return problem('not-found', 'There is no such class in this district');
}
