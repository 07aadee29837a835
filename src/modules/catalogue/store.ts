// Classes of the catalogue as rows: the one in force of each code, and its other versions.

import type { Insertable, Selectable } from 'kysely';

import type { Db } from '#platform/database/connection.ts';
import type { Classes } from '#platform/database/tables.ts';

import { gradedLimitsOf, stagesOf } from './rules.ts';
import type { CatalogueClass, ClassStage, GradedLimit } from './rules.ts';

export async function listClassRows(db: Db, day?: string): Promise<CatalogueClass[]> {
  const all = db.selectFrom('classes').selectAll();
  const valid =
    day === undefined
      ? all
      : all
          .where('valid_from', '<=', day)
          .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]));
  const rows = await valid.orderBy('class_type').orderBy('major_name').orderBy('code').execute();
  return rows.map(toClass);
}

export async function findClassRow(db: Db, code: string): Promise<CatalogueClass | undefined> {
  const row = await db.selectFrom('classes').selectAll().where('code', '=', code).executeTakeFirst();
  return row && toClass(row);
}

/** Every version there is of the codes, oldest first, their rows held until the transaction ends. */
export async function lockVersions(db: Db, codes: readonly string[]): Promise<Map<string, CatalogueClass[]>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('classes')
    .selectAll()
    .where('code', 'in', codes)
    .orderBy('code')
    .forUpdate()
    .execute();
  return byCode([...rows.map(toClass), ...(await listOtherVersions(db, codes))]);
}

export async function listVersions(db: Db, code: string): Promise<CatalogueClass[]> {
  const current = await findClassRow(db, code);
  const all = [...(current === undefined ? [] : [current]), ...(await listOtherVersions(db, [code]))];
  return byCode(all).get(code) ?? [];
}

/** The newest version of every code, in force or not. */
export async function listNewest(db: Db): Promise<Map<string, CatalogueClass>> {
  const rows = await db
    .selectFrom('class_versions')
    .innerJoin('classes', 'classes.code', 'class_versions.class_code')
    .select('class_versions.content')
    .whereRef('class_versions.version', '>', 'classes.version')
    .orderBy('class_versions.version')
    .execute();
  const later = rows.map(({ content }) => keptClass(content));
  return new Map([...(await listClassRows(db)), ...later].map((each) => [each.code, each]));
}

/** Versions that wait and whose day has come. */
export async function listDueCodes(db: Db, day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('class_versions')
    .innerJoin('classes', 'classes.code', 'class_versions.class_code')
    .select('class_versions.class_code')
    .distinct()
    .where('class_versions.valid_from', '<=', day)
    .whereRef('class_versions.version', '>', 'classes.version')
    .where((eb) =>
      eb.or([
        eb('class_versions.valid_to', 'is', null),
        eb('class_versions.valid_to', '>=', eb.ref('class_versions.valid_from')),
      ]),
    )
    .execute();
  return rows.map(({ class_code }) => class_code);
}

/** Puts one version in force and keeps the others beside it. */
export async function saveVersions(db: Db, inForce: CatalogueClass, others: readonly CatalogueClass[]): Promise<void> {
  const row = columnsOf(inForce);
  await db
    .insertInto('classes')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute();
  await db
    .deleteFrom('class_versions')
    .where('class_code', '=', inForce.code)
    .where('version', '=', inForce.version)
    .execute();
  if (others.length === 0) return;
  await db
    .insertInto('class_versions')
    .values(
      others.map((each) => ({
        class_code: each.code,
        version: each.version,
        valid_from: each.validFrom,
        valid_to: each.validTo,
        content: JSON.stringify(each),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['class_code', 'version']).doUpdateSet((eb) => ({
        valid_from: eb.ref('excluded.valid_from'),
        valid_to: eb.ref('excluded.valid_to'),
        content: eb.ref('excluded.content'),
      })),
    )
    .execute();
}

async function listOtherVersions(db: Db, codes: readonly string[]): Promise<CatalogueClass[]> {
  const rows = await db.selectFrom('class_versions').select('content').where('class_code', 'in', codes).execute();
  return rows.map(({ content }) => keptClass(content));
}

/** A version as it was kept, in the shape of today. */
export function keptClass(content: unknown): CatalogueClass {
  const kept = content as CatalogueClass;
  return { ...kept, gradedLimits: gradedLimitsOf(kept.gradedLimits) };
}

function byCode(all: readonly CatalogueClass[]): Map<string, CatalogueClass[]> {
  return Map.groupBy(
    all.toSorted((left, right) => left.version - right.version),
    ({ code }) => code,
  );
}

function columnsOf(each: CatalogueClass): Insertable<Classes> {
  return {
    code: each.code,
    parent_code: each.parentCode,
    class_type: each.classType,
    major_name: each.majorName,
    name: each.name,
    severity: each.severity,
    secrecy: each.secrecy,
    is_direct: each.isDirect,
    is_emergency: each.isEmergency,
    is_minor: each.isMinor,
    is_admitted: each.isAdmitted,
    evidence_kinds: each.evidenceKinds,
    limit_amount: each.limit.amount,
    limit_unit: each.limit.unit,
    stages: JSON.stringify(each.stages),
    graded_limits: JSON.stringify(each.gradedLimits),
    verified_by: each.verifiedBy,
    filing_condition: each.filingCondition,
    closing_condition: each.closingCondition,
    sampling_percent: each.samplingPercent,
    source: each.source,
    valid_from: each.validFrom,
    valid_to: each.validTo,
    version: each.version,
  };
}

function toClass(row: Selectable<Classes>): CatalogueClass {
  const limit = { amount: row.limit_amount, unit: row.limit_unit as CatalogueClass['limit']['unit'] };
  return {
    code: row.code,
    parentCode: row.parent_code,
    classType: row.class_type as CatalogueClass['classType'],
    majorName: row.major_name,
    name: row.name,
    severity: row.severity as CatalogueClass['severity'],
    secrecy: row.secrecy as CatalogueClass['secrecy'],
    isDirect: row.is_direct,
    isEmergency: row.is_emergency,
    isMinor: row.is_minor,
    isAdmitted: row.is_admitted,
    evidenceKinds: row.evidence_kinds,
    limit,
    stages: stagesOf(row.stages as unknown as ClassStage[], limit),
    gradedLimits: gradedLimitsOf(row.graded_limits as unknown as GradedLimit[]),
    verifiedBy: row.verified_by as CatalogueClass['verifiedBy'],
    filingCondition: row.filing_condition,
    closingCondition: row.closing_condition,
    samplingPercent: row.sampling_percent,
    source: row.source,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    version: row.version,
  };
}
