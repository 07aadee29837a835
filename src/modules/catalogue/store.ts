// Classes of the catalogue as rows.

import type { Db } from '#platform/database/connection.ts';

import type { CatalogueClass } from './rules.ts';

const COLUMNS = [
  'code',
  'class_type',
  'major_name',
  'name',
  'secrecy',
  'is_direct',
  'is_emergency',
  'is_minor',
  'evidence_kinds',
  'limit_amount',
  'limit_unit',
  'filing_condition',
  'closing_condition',
  'sampling_percent',
  'source',
  'valid_from',
  'valid_to',
  'version',
] as const;

export async function listClassRows(db: Db, day: string): Promise<CatalogueClass[]> {
  const rows = await db
    .selectFrom('classes')
    .select(COLUMNS)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('class_type')
    .orderBy('major_name')
    .orderBy('code')
    .execute();
  return rows.map(toClass);
}

export async function findClassRow(db: Db, code: string): Promise<CatalogueClass | undefined> {
  const row = await db.selectFrom('classes').select(COLUMNS).where('code', '=', code).executeTakeFirst();
  return row && toClass(row);
}

/** False when it does not stand at the version seen; 0 means there is none with this code. */
export async function saveClassRow(db: Db, { code, version, ...rest }: CatalogueClass): Promise<boolean> {
  const row = columnsOf(rest);
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('classes')
      .values({ code, ...row })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await db
    .updateTable('classes')
    .set({ ...row, version: version + 1 })
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

function columnsOf(each: Omit<CatalogueClass, 'code' | 'version'>) {
  return {
    class_type: each.classType,
    major_name: each.majorName,
    name: each.name,
    secrecy: each.secrecy,
    is_direct: each.isDirect,
    is_emergency: each.isEmergency,
    is_minor: each.isMinor,
    evidence_kinds: each.evidenceKinds,
    limit_amount: each.limit.amount,
    limit_unit: each.limit.unit,
    filing_condition: each.filingCondition,
    closing_condition: each.closingCondition,
    sampling_percent: each.samplingPercent,
    source: each.source,
    valid_from: each.validFrom,
    valid_to: each.validTo,
  };
}

function toClass(row: {
  code: string;
  class_type: string;
  major_name: string;
  name: string;
  secrecy: string;
  is_direct: boolean;
  is_emergency: boolean;
  is_minor: boolean;
  evidence_kinds: string[];
  limit_amount: number;
  limit_unit: string;
  filing_condition: string;
  closing_condition: string;
  sampling_percent: number;
  source: string;
  valid_from: string;
  valid_to: string | null;
  version: number;
}): CatalogueClass {
  return {
    code: row.code,
    classType: row.class_type as CatalogueClass['classType'],
    majorName: row.major_name,
    name: row.name,
    secrecy: row.secrecy as CatalogueClass['secrecy'],
    isDirect: row.is_direct,
    isEmergency: row.is_emergency,
    isMinor: row.is_minor,
    evidenceKinds: row.evidence_kinds,
    limit: { amount: row.limit_amount, unit: row.limit_unit as CatalogueClass['limit']['unit'] },
    filingCondition: row.filing_condition,
    closingCondition: row.closing_condition,
    samplingPercent: row.sampling_percent,
    source: row.source,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    version: row.version,
  };
}
