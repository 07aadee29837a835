// The tree of organisations and the direct lists, kept by who manages organisations.

import { changeGround, createOnGround, noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { findRawSetting, saveSetting } from '#modules/areas/actions-settings.ts';
import { getArea, wrongField } from '#modules/areas/actions.ts';
import { guardHolds, guardVersion } from '#modules/areas/rules.ts';
import { ROLES, rolesHolding } from '#permissions';
import type { Role } from '#permissions';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';
import type { AuditAct } from '#shared/audit-acts.ts';

import { forgetDirectory, organisationDirectory } from './directory.ts';
import {
  countOpenOrders,
  insertOrganisation,
  isPathOfGround,
  knownClassCodes,
  listOrganisationRows,
  lockOrganisationRows,
  readDirectPlaces,
  readDirectRows,
  readSigners,
  replaceDirectRows,
  updateOrganisation,
} from './store.ts';
import type { DirectEntry, Organisation } from './store.ts';

export type { Organisation } from './store.ts';

export function listOrganisations(ctx: Context, withClosed: 'yes' | 'no'): Promise<Organisation[]> {
  return readGround(ctx, async (ctx) => {
    const rows = await listOrganisationRows(ctx.db);
    return withClosed === 'yes' ? rows : rows.filter(({ closedAt }) => closedAt === null);
  });
}

/** @throws {Problem} `not-found` */
export async function readOrganisation(ctx: Context, id: string) {
  const line = (await organisationDirectory(ctx)).related(id);
  const isTold = ctx.actor.grants.some((grant) => grant.organisationId === null || line.includes(grant.organisationId));
  return readGround(ctx, async (ctx) => {
    const organisation = await getOrganisation(ctx, id);
    const today = dayOf(ctx.now, ctx.district.timeZone);
    const signers = isTold ? await readSigners(ctx.db, id, rolesHolding('workOrder.acknowledge'), today) : null;
    return {
      ...organisation,
      directFor: await readDirectPlaces(ctx.db, ctx.district.id, id),
      signers: signers?.map(({ name, role }) => ({ name, title: ROLES[role as Role].title })) ?? null,
    };
  });
}

export interface WantedOrganisation {
  id: string;
  parentId?: string | null | undefined;
  areaId?: string | null | undefined;
  kind: string;
  name: string;
  dutyPhone?: string | null | undefined;
  unifiedCode?: string | null | undefined;
  usesAccounts: boolean;
}

export async function createOrganisation(ctx: Context, wanted: WantedOrganisation): Promise<Organisation> {
  const make = async (ctx: TransactionContext) => {
    const {
      id,
      kind,
      name,
      usesAccounts,
      parentId = null,
      areaId = null,
      dutyPhone = null,
      unifiedCode = null,
    } = wanted;
    const path = areaId === null ? ctx.district.path : (await getArea(ctx, areaId)).path;
    guardHolds(ctx.actor, 'organisation.manage', path);
    guardParent(await lockOrganisationRows(ctx.db), id, parentId);
    const made = {
      id,
      kind,
      name,
      usesAccounts,
      parentId,
      areaId,
      path,
      dutyPhone,
      unifiedCode,
      closedAt: null,
      version: 1,
    };
    guardReachable(made);
    await insertOrganisation(ctx.db, made);
    await note(ctx, 'organisation.create', made);
  };
  const made = await createOnGround(ctx, wanted, make, (ctx) => getOrganisation(ctx, wanted.id));
  forgetDirectory(ctx);
  return made;
}

export type OrganisationChange = { version: number } & Partial<
  Pick<WantedOrganisation, 'parentId' | 'name' | 'dutyPhone' | 'unifiedCode' | 'usesAccounts'>
>;

export async function changeOrganisation(ctx: Context, id: string, change: OrganisationChange): Promise<Organisation> {
  const { version, parentId, name, dutyPhone, unifiedCode, usesAccounts } = change;
  const changed = await changeGround(ctx, async (ctx) => {
    const { before, all } = await lockOrganisation(ctx, id, version);
    if (parentId !== undefined) guardParent(all, id, parentId);
    const after: Organisation = {
      ...before,
      parentId: parentId === undefined ? before.parentId : parentId,
      name: name ?? before.name,
      dutyPhone: dutyPhone === undefined ? before.dutyPhone : dutyPhone,
      unifiedCode: unifiedCode === undefined ? before.unifiedCode : unifiedCode,
      usesAccounts: usesAccounts ?? before.usesAccounts,
    };
    guardReachable(after);
    await updateOrganisation(ctx.db, after);
    await note(ctx, 'organisation.change', after);
    return getOrganisation(ctx, id);
  });
  forgetDirectory(ctx);
  return changed;
}

export async function closeOrganisation(ctx: Context, id: string, version: number): Promise<Organisation> {
  const closed = await changeGround(ctx, async (ctx) => {
    const { before, all } = await lockOrganisation(ctx, id, version);
    const organisationIds = all.filter((each) => each.parentId === id && each.closedAt === null).map((each) => each.id);
    const openOrders = await countOpenOrders(ctx.db, id);
    if (organisationIds.length > 0 || openOrders > 0) {
      throw problem(
        'still-in-use',
        `${organisationIds.length} organisation(s) below it, ${openOrders} open work order(s)`,
        {
          organisationIds,
          openOrders,
        },
      );
    }
    await updateOrganisation(ctx.db, { ...before, closedAt: ctx.now });
    await note(ctx, 'organisation.close', before);
    return getOrganisation(ctx, id);
  });
  forgetDirectory(ctx);
  return closed;
}

export interface DirectListView {
  path: string;
  source: string;
  version: number;
  entries: (DirectEntry & { name: string })[];
}

export function readDirectList(ctx: Context, path: string): Promise<DirectListView> {
  return readGround(ctx, async (ctx) => {
    await guardPath(ctx, path);
    return directListOf(ctx, path);
  });
}

export interface DirectListChange {
  path: string;
  source: string;
  version: number;
  entries: readonly DirectEntry[];
}

export function changeDirectList(ctx: Context, change: DirectListChange): Promise<DirectListView> {
  const { path, source, version, entries } = change;
  return changeGround(ctx, async (ctx) => {
    await guardPath(ctx, path);
    guardHolds(ctx.actor, 'organisation.manage', path);
    await guardEntries(ctx, entries);
    // The list's source and version are a setting; its row is the lock under which the list is replaced.
    await saveSetting(ctx, settingKey(path), { value: entries.length, source, version });
    await replaceDirectRows(ctx.db, path, entries);
    await noteChange(ctx, {
      act: 'directList.change',
      subjectKind: 'directList',
      subjectId: null,
      path,
      codes: { count: entries.length },
    });
    return directListOf(ctx, path);
  });
}

async function directListOf(ctx: TransactionContext, path: string): Promise<DirectListView> {
  const setting = await findRawSetting(ctx, settingKey(path));
  const entries = await readDirectRows(ctx.db, path);
  return { path, source: setting?.source ?? '', version: setting?.version ?? 0, entries };
}

function settingKey(path: string): string {
  return `directList:${path}`;
}

async function guardPath(ctx: TransactionContext, path: string): Promise<void> {
  if (await isPathOfGround(ctx.db, ctx.district.id, path)) return;
  throw problem('not-found', 'There is no such area or grid in this district');
}

async function guardEntries(ctx: TransactionContext, entries: readonly DirectEntry[]): Promise<void> {
  const open = new Set(
    (await listOrganisationRows(ctx.db)).filter((each) => each.closedAt === null).map(({ id }) => id),
  );
  const classes = await knownClassCodes(ctx.db);
  const seen = new Set<string>();
  const errors = entries.flatMap(({ organisationId, classCode }, at) => {
    const wrong: { pointer: string; in: 'body'; detail: string }[] = [];
    const say = (field: string, detail: string) =>
      wrong.push({ pointer: `/entries/${at}/${field}`, in: 'body', detail });
    if (!open.has(organisationId)) say('organisationId', 'there is no such open organisation');
    if (classCode !== null && !classes.has(classCode)) say('classCode', 'there is no such class');
    const both = `${organisationId} ${classCode ?? ''}`;
    if (seen.has(both)) say('organisationId', 'is in the list twice');
    seen.add(both);
    return wrong;
  });
  if (errors.length > 0) throw problem('input-invalid', `${errors.length} field(s) are wrong`, { errors });
}

async function lockOrganisation(
  ctx: TransactionContext,
  id: string,
  version: number,
): Promise<{ before: Organisation; all: Organisation[] }> {
  const all = await lockOrganisationRows(ctx.db);
  const before = all.find((each) => each.id === id);
  if (before === undefined) throw noSuchOrganisation();
  guardHolds(ctx.actor, 'organisation.manage', before.path);
  guardVersion(before.version, version);
  if (before.closedAt !== null)
    throw problem('already-closed', 'This organisation was closed', { closedAt: before.closedAt });
  return { before, all };
}

/** The parent exists, is open, and is neither the organisation itself nor below it. */
function guardParent(all: readonly Organisation[], id: string, parentId: string | null): void {
  if (parentId === null) return;
  const parent = all.find((each) => each.id === parentId);
  if (parent === undefined || parent.closedAt !== null)
    throw wrongField('/parentId', 'there is no such open organisation');
  for (
    let each: Organisation | undefined = parent;
    each !== undefined;
    each = all.find((above) => above.id === each?.parentId)
  ) {
    if (each.id === id) throw wrongField('/parentId', 'lies below the organisation itself');
  }
}

/** Without accounts the only way to an organisation is its phone. */
function guardReachable({ usesAccounts, dutyPhone }: Organisation): void {
  if (!usesAccounts && dutyPhone === null)
    throw wrongField('/dutyPhone', 'an organisation without accounts needs a duty phone');
}

async function getOrganisation(ctx: TransactionContext, id: string): Promise<Organisation> {
  const found = (await listOrganisationRows(ctx.db)).find((each) => each.id === id);
  if (found === undefined) throw noSuchOrganisation();
  return found;
}

function note(ctx: TransactionContext, act: AuditAct, { id, path }: Organisation): Promise<void> {
  return noteChange(ctx, { act, subjectKind: 'organisation', subjectId: id, path });
}

function noSuchOrganisation(): Error {
  return problem('not-found', 'There is no such organisation in this district');
}
