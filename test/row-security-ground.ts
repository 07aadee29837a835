// At least one row in every table of a district, and four cases that are each seen in one way only.

import { createHash } from 'node:crypto';

import type { Connection } from '../src/platform/database/connection.ts';
import { readCatalogue } from '../src/platform/database/catalogue.ts';
import type { Table } from '../src/platform/database/catalogue.ts';
import { PEOPLE, idOf, town } from './town-ground.ts';

const AT = '2026-11-19T01:00:00.000Z';

const HERE = '/yunting/jg/cw/g03/';
const ELSEWHERE = '/yunting/jt/rt/g01/';

/** Which case is seen in which way; all but the first lie in another street. */
export const CASES = {
  area: { id: idOf('case by area'), path: HERE },
  organisation: { id: idOf('case by organisation'), path: ELSEWHERE },
  person: { id: idOf('case by person'), path: ELSEWHERE },
  link: { id: idOf('case by link'), path: ELSEWHERE },
} as const;
/** What every attachment of the ground shows. */
export const PICTURE = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 31) % 256));
const PICTURE_HASH = createHash('sha256').update(PICTURE).digest('hex');
export const CONFIDENTIAL_CASE = idOf('confidential case');
export type Way = keyof typeof CASES;

export const SUBJECTS = {
  organisation: town.organisation('road').id,
  person: PEOPLE.ma.id,
  link: idOf('link of the case by link'),
} as const;

type Row = Record<string, unknown>;
/** Puts a row in as the owner; what it does not say and the table wants is made up, so that a new column breaks nothing here. */
type Plant = (table: string, given: Row) => Promise<void>;

export async function layGround(connection: Connection, schema: string): Promise<void> {
  const { tables } = await readCatalogue(connection, schema);
  const plant: Plant = async (name, given) => {
    const table = tables.find((candidate) => candidate.name === name);
    const row = table && (await madeUpRow(connection, schema, table, given));
    if (row === undefined) throw new Error(`${name}: what it refers to is empty`);
    await insert(connection, `${schema}.${name}`, row);
  };
  for (const way of Object.keys(CASES) as Way[]) await layCase(plant, way);
  await plant('cases', { id: CONFIDENTIAL_CASE, path: HERE, secrecy: 'confidential' });
  for (const way of ['organisation', 'person', 'link'] as const) {
    await plant('case_access', { case_id: CASES[way].id, way, subject_id: SUBJECTS[way] });
  }
  const whistle = { subject_kind: 'case', subject_id: CASES.organisation.id };
  await plant('whistles', { id: idOf('whistle'), path: ELSEWHERE, ...whistle });
  await plant('callbacks', { id: idOf('call back'), path: ELSEWHERE, secrecy: 'open', outcome: 'noAnswer' });
  await plant('audit', { id: idOf('audit'), path: ELSEWHERE });
  await plant('phrases', { account_id: SUBJECTS.person });
  await plant('notices', { key: 'a ring', path: ELSEWHERE, kind: 'due', to_level: 'street', to_path: ELSEWHERE });
  // Called in is either an organisation or a level, which nobody who makes rows up can know.
  await plant('whistle_calls', {
    whistle_id: idOf('whistle'),
    organisation_id: SUBJECTS.organisation,
    status: 'called',
    ...whistle,
  });
  await fillEmptyTables(connection, schema, tables);
}

async function layCase(plant: Plant, way: Way): Promise<void> {
  const { id, path } = CASES[way];
  const named = (what: string) => idOf(`${what} of the case by ${way}`);
  const organisationId = way === 'organisation' ? SUBJECTS.organisation : town.organisation('gas').id;

  await plant('cases', { id, path, number: named('number'), secrecy: 'open' });
  await plant('case_reports', {
    id: named('report'),
    case_id: id,
    reporter_id: way === 'person' ? SUBJECTS.person : null,
  });
  await plant('case_contacts', { report_id: named('report') });
  await plant('work_orders', { id: named('order'), case_id: id, organisation_id: organisationId });
  await plant('case_moves', { id: named('move'), case_id: id });
  for (const audience of ['staff', 'organisation', 'reporter']) {
    const reportId = audience === 'reporter' ? named('report') : null;
    await plant('case_texts', { id: named(`${audience} text`), case_id: id, audience, report_id: reportId });
    await plant('attachments', {
      id: named(`${audience} picture`),
      case_id: id,
      audience,
      report_id: reportId,
      original_hash: PICTURE_HASH,
      sent_hash: PICTURE_HASH,
    });
  }
  await plant('links', { id: named('link'), token_hash: named('token'), case_id: id, report_id: named('report') });
  await plant('messages', { id: named('message'), case_id: id });
}

/** One made-up row in every table that has none yet, so that a table added later is walked over too. */
async function fillEmptyTables(connection: Connection, schema: string, tables: readonly Table[]): Promise<void> {
  const waiting = tables.filter((table) => !table.isView);
  for (let round = 0; waiting.length > 0; round += 1) {
    const table = waiting.shift()!;
    if (round > 500) throw new Error(`${table.name} cannot be filled: what it refers to stays empty`);
    if (await isFilled(connection, schema, table.name)) continue;
    const row = await madeUpRow(connection, schema, table, {});
    if (row === undefined) waiting.push(table);
    else await insert(connection, `${schema}.${table.name}`, row);
  }
}

async function isFilled(connection: Connection, schema: string, table: string): Promise<boolean> {
  return (await connection.query(`select from ${schema}.${table} limit 1`, [])).rows.length > 0;
}

/** Undefined while a table it must refer to is still empty. */
async function madeUpRow(connection: Connection, schema: string, table: Table, given: Row): Promise<Row | undefined> {
  const row: Row = { ...given };
  for (const column of table.columns.filter(
    ({ name, isNullable, hasDefault }) => !(name in given) && !isNullable && !hasDefault,
  )) {
    const reference = table.constraints
      .map(({ definition }) => referenceOf(definition))
      .find((found) => found?.column === column.name);
    if (reference === undefined) {
      row[column.name] = madeUpValue(table, column.name, column.type);
      continue;
    }
    const { rows } = await connection.query(
      `select ${reference.key} as id from ${schema}.${reference.table} limit 1`,
      [],
    );
    if (rows.length === 0) return undefined;
    row[column.name] = (rows[0] as { id: string }).id;
  }
  return row;
}

function referenceOf(definition: string): { column: string; table: string; key: string } | undefined {
  const [, column, table, key] = /^FOREIGN KEY \((\w+)\) REFERENCES (?:\w+\.)?(\w+)\((\w+)\)/.exec(definition) ?? [];
  return column === undefined || table === undefined || key === undefined ? undefined : { column, table, key };
}

function madeUpValue(table: Table, column: string, type: string): unknown {
  const list = table.constraints.find(
    ({ definition }) => definition.startsWith('CHECK') && new RegExp(`\\b${column}\\b`).test(definition),
  );
  const firstAllowed = list === undefined ? undefined : /'([^']+)'::text/.exec(list.definition)?.[1];
  if (firstAllowed !== undefined) return firstAllowed;
  if (column === 'path') return ELSEWHERE;
  if (type === 'uuid') return idOf(`${table.name}.${column}`);
  if (type === 'text') return `made up for ${column}`;
  if (type.endsWith('[]')) return [];
  if (type === 'jsonb') return '{}';
  if (type === 'boolean') return true;
  if (type === 'date') return '2026-11-19';
  if (type.startsWith('timestamp')) return AT;
  return 1;
}

async function insert(connection: Connection, table: string, row: Row): Promise<void> {
  const columns = Object.keys(row);
  const values =
    columns.length === 0
      ? 'default values'
      : `(${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`;
  await connection.query(`insert into ${table} ${values}`, Object.values(row));
}

/** Doors through row security; each repeats the scope or answers one record for one secret. */
export const SECURITY_DEFINERS = [
  'erase_text',
  'erase_whistle_line',
  'find_names',
  'find_numbers',
  'keep_case_search',
  'link_by_token',
  'open_cases_by_cell',
  'open_cases_in_box',
  'place_by_code',
  'posts_of',
  'search_cases',
];

/** Open to every post of the district, and to no other: nothing in them belongs to an area or a person. */
export const WITHOUT_ROW_SECURITY: Record<string, string> = {
  settings: 'settings of the whole district',
  role_permissions: 'what roles hold here; read before any scope exists',
  work_calendar: 'working and free days',
  classes: 'the public catalogue',
  class_versions: 'earlier and coming versions of the public catalogue',
  case_numbers: 'the last serial of a day, a number alone',
  grid_revision: 'one counter',
  fact_batches: 'one counter',
  indicators: 'published formulas',
  indicator_state: 'until when figures are counted',
};
