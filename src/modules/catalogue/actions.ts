// Reading the catalogue, and putting a class or its next version in force.

import { createOnGround, noteChange, readForPublic, readGround } from '#modules/areas/actions-ground.ts';
import { guardHolds } from '#modules/areas/rules.ts';
import { problem } from '#problems';
import type { Context, TransactionContext } from '#platform/context.ts';
import { dayOf } from '#shared/time.ts';

import { isPublic } from './rules.ts';
import type { CatalogueClass } from './rules.ts';
import { findClassRow, listClassRows, saveClassRow } from './store.ts';

export async function listPublicClasses(ctx: Context) {
  const classes = await readForPublic(ctx, (ctx) => listClassRows(ctx.db, todayOf(ctx)));
  return classes
    .filter(isPublic)
    .map(({ code, majorName, name, closingCondition }) => ({ code, majorName, name, closingCondition }));
}

export function listClasses(ctx: Context): Promise<CatalogueClass[]> {
  return readGround(ctx, (ctx) => listClassRows(ctx.db, todayOf(ctx)));
}

export function readClass(ctx: Context, code: string): Promise<CatalogueClass> {
  return readGround(ctx, (ctx) => getClass(ctx, code));
}

export interface WantedClass extends Omit<CatalogueClass, 'code' | 'validFrom' | 'validTo'> {
  id: string;
  validFrom?: string | undefined;
  validTo?: string | null | undefined;
}

export function saveClass(ctx: Context, code: string, wanted: WantedClass): Promise<CatalogueClass> {
  const { id: _, ...fields } = wanted;
  const make = async (ctx: TransactionContext) => {
    guardHolds(ctx.actor, 'catalogue.manage', ctx.district.path);
    const validFrom = wanted.validFrom ?? todayOf(ctx);
    const isSaved = await saveClassRow(ctx.db, { ...fields, code, validFrom, validTo: wanted.validTo ?? null });
    if (!isSaved) {
      const version = (await findClassRow(ctx.db, code))?.version ?? 0;
      throw problem('changed-meanwhile', `It stands at version ${version}; you have seen ${wanted.version}`, {
        version,
      });
    }
    const codes = { code, version: wanted.version + 1 };
    await noteChange(ctx, { act: 'class.save', subjectKind: 'class', subjectId: null, path: ctx.district.path, codes });
  };
  return createOnGround(ctx, { ...wanted, code } as WantedClass & { code: string }, make, (ctx) => getClass(ctx, code));
}

async function getClass(ctx: TransactionContext, code: string): Promise<CatalogueClass> {
  const found = await findClassRow(ctx.db, code);
  if (found === undefined) throw problem('not-found', 'There is no such class in this district');
  return found;
}

function todayOf({ now, district }: Context): string {
  return dayOf(now, district.timeZone);
}
