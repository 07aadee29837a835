// The opening of every transaction, built from checked values in this one place: nothing else writes `set`.

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

/** @throws {Error} when a value has not the form that cannot break out of its quotes */
export function openingSql({ schema, scope, isReadOnly = false }: Opening): string {
  return [
    isReadOnly ? 'begin read only' : 'begin',
    `set local search_path = ${schema === null ? '' : `${checked(schema, SCHEMA_FORM)}, `}shared`,
    "set local time zone 'UTC'",
    "set local lock_timeout = '5s'",
    "set local statement_timeout = '20s'",
    ...scopeStatements(scope),
    `set local role ${APPLICATION_ROLE}`,
  ].join('; ');
}

/** Widens an open transaction to the whole district, or narrows it to its own scope again. */
export function widenedStatement(isWidened: boolean): string {
  return setting('gezhi.widened', isWidened ? ['yes'] : [], /^yes$/);
}

function scopeStatements(scope: Scope): string[] {
  return [
    setting('gezhi.scope', scope.paths, PATH_FORM),
    setting('gezhi.scope_confidential', scope.confidentialPaths, PATH_FORM),
    setting('gezhi.scope_restricted', scope.restrictedPaths, PATH_FORM),
    setting('gezhi.organisations', scope.organisationIds, ID_FORM),
    setting('gezhi.actor', scope.actorId === null ? [] : [scope.actorId], ID_FORM),
    setting('gezhi.link', scope.linkId === null ? [] : [scope.linkId], ID_FORM),
    setting('gezhi.writer', scope.writer === '' ? [] : [scope.writer], WRITER_FORM),
    setting('gezhi.widened', scope.isWidened === true ? ['yes'] : [], /^yes$/),
  ];
}

function setting(name: string, values: readonly string[], form: RegExp): string {
  return `set local ${name} = '${values.map((value) => checked(value, form)).join('|')}'`;
}

function checked(value: string, form: RegExp): string {
  if (!form.test(value)) throw new Error(`not a value for a transaction's opening: ${JSON.stringify(value)}`);
  return value;
}
