// The opening of every transaction, built from checked values in this one place: nothing else writes `set`.

import type { Statement } from './batch.ts';

/** What the transaction may see. Paths end with a slash; a whole district is its own path. */
export interface Scope {
  readonly paths: readonly string[];
  readonly confidentialPaths: readonly string[];
  readonly restrictedPaths: readonly string[];
  readonly organisationIds: readonly string[];
  readonly actorId: string | null;
  readonly linkId: string | null;
  /** Whose writes these are: an account id, `link:…`, `anonymous`, `system`. */
  readonly writer: string;
  /** The program itself acts in the whole district: jobs, and moves that were decided under the mover's own scope. */
  readonly isWidened?: boolean;
}

export interface Opening {
  /** The district's schema, or null for the city-wide one alone. */
  readonly schema: string | null;
  readonly scope: Scope;
  readonly isReadOnly?: boolean;
}

export const NO_SCOPE: Scope = {
  paths: [],
  confidentialPaths: [],
  restrictedPaths: [],
  organisationIds: [],
  actorId: null,
  linkId: null,
  writer: '',
};

export const APPLICATION_ROLE = 'gezhi_app';

/** For the owner reading all schemas as they stand at one moment, while others write. */
export const SNAPSHOT_SQL = "set transaction isolation level repeatable read, read only; set local time zone 'UTC'";
/** For the owner writing rows that were read under it. */
export const RESTORE_SQL = "set local time zone 'UTC'";

const SCHEMA_FORM = /^[a-z][a-z0-9_]{0,62}$/;
const PATH_FORM = /^\/([a-z0-9]+\/)+$/;
const ID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const WRITER_FORM = /^[a-z0-9:-]{0,80}$/;

const BEGIN: Statement = { name: 'begin', text: 'begin', values: [] };
const BEGIN_READ_ONLY: Statement = { name: 'begin_read_only', text: 'begin read only', values: [] };

/** For the owner, who sees everything. */
export const OWNERS_OPENING: readonly Statement[] = [{ ...BEGIN, isAnsweredFirst: true }];

// The role comes last: what is set before it is set as whoever logged in.
const SETTINGS = [
  'search_path',
  'gezhi.scope',
  'gezhi.scope_confidential',
  'gezhi.scope_restricted',
  'gezhi.organisations',
  'gezhi.actor',
  'gezhi.link',
  'gezhi.writer',
  'gezhi.widened',
] as const;
const OPEN_SQL = `select ${[
  "set_config('TimeZone', 'UTC', true)",
  "set_config('lock_timeout', '5s', true)",
  "set_config('statement_timeout', '20s', true)",
  ...SETTINGS.map((name, at) => `set_config('${name}', $${at + 1}, true)`),
  `set_config('role', '${APPLICATION_ROLE}', true)`,
].join(', ')}`;
const WIDEN_SQL = "select set_config('gezhi.widened', $1, true)";

/**
 * What is said before anything else in a transaction.
 *
 * @throws {Error} when a value has not its form: no value may name two things or another's
 */
export function openingStatements({ schema, scope, isReadOnly = false }: Opening): Statement[] {
  const values: Record<(typeof SETTINGS)[number], string> = {
    search_path: schema === null ? 'shared' : `${checked(schema, SCHEMA_FORM)}, shared`,
    'gezhi.scope': list(scope.paths, PATH_FORM),
    'gezhi.scope_confidential': list(scope.confidentialPaths, PATH_FORM),
    'gezhi.scope_restricted': list(scope.restrictedPaths, PATH_FORM),
    'gezhi.organisations': list(scope.organisationIds, ID_FORM),
    'gezhi.actor': scope.actorId === null ? '' : checked(scope.actorId, ID_FORM),
    'gezhi.link': scope.linkId === null ? '' : checked(scope.linkId, ID_FORM),
    'gezhi.writer': checked(scope.writer, WRITER_FORM),
    'gezhi.widened': widened(scope.isWidened === true),
  };
  return [
    isReadOnly ? BEGIN_READ_ONLY : BEGIN,
    // It takes no lock: a server that is there answers it at once.
    { name: 'open', text: OPEN_SQL, values: SETTINGS.map((name) => values[name]), isAnsweredFirst: true },
  ];
}

/** Widens an open transaction to the whole district, or narrows it to its own scope again. */
export function widenedStatement(isWidened: boolean): Statement {
  return { name: 'widen', text: WIDEN_SQL, values: [widened(isWidened)] };
}

function widened(isWidened: boolean): string {
  return isWidened ? 'yes' : '';
}

function list(values: readonly string[], form: RegExp): string {
  return values.map((value) => checked(value, form)).join('|');
}

function checked(value: string, form: RegExp): string {
  if (!form.test(value)) throw new Error(`not a value for a transaction's opening: ${JSON.stringify(value)}`);
  return value;
}
