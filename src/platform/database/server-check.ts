// What a PostgreSQL server and the role we log in with must be before anything is served from it.

import type pg from 'pg';

import type { Database } from './database.ts';

const LOWEST_VERSION = 150_000;

export interface Login {
  name: string;
  version: number;
  is_superuser: boolean;
  bypasses: boolean;
  owns: boolean;
  is_migrated: boolean;
}

export interface ServerCheck {
  /** Why this server or role is refused, as one sentence. */
  readonly refusal: string | undefined;
  /** Whether the shared schema is there at all. */
  readonly isMigrated: boolean;
}

/** Looks at the server as the role of DATABASE_URL, before any schema of ours needs to exist. */
export async function checkServer(pool: pg.Pool): Promise<ServerCheck> {
  const { rows } = await pool.query<Login>(`
    select session_user as name,
      current_setting('server_version_num')::int as version,
      roles.rolsuper as is_superuser,
      roles.rolbypassrls as bypasses,
      exists (
        select from pg_class join pg_namespace on pg_namespace.oid = pg_class.relnamespace
        where pg_class.relkind in ('r', 'p') and (pg_namespace.nspname = 'shared' or pg_namespace.nspname ^@ 'd_')
          and pg_has_role(session_user, pg_class.relowner, 'member')
      ) as owns,
      exists (
        select from pg_class join pg_namespace on pg_namespace.oid = pg_class.relnamespace
        where pg_namespace.nspname = 'shared' and pg_class.relname = 'migrations'
      ) as is_migrated
    from pg_roles as roles where roles.rolname = session_user`);
  const login = rows[0];
  if (login === undefined)
    return { refusal: 'DATABASE_URL logs in as a role that PostgreSQL does not list.', isMigrated: false };
  return { refusal: refusalOf(login), isMigrated: login.is_migrated };
}

/** The embedded database is always the right version and ours alone; it may be new. */
export async function checkEmbedded(database: Database): Promise<ServerCheck> {
  const { rows } = await database.asOwner((connection) =>
    connection.query("select to_regclass('shared.migrations') is not null as is_migrated", []),
  );
  return { refusal: undefined, isMigrated: (rows[0] as { is_migrated: boolean }).is_migrated };
}

/** Why a login may not serve; undefined when it may. */
export function refusalOf({ name, version, is_superuser, bypasses, owns }: Login): string | undefined {
  const why = (what: string) =>
    `DATABASE_URL logs in as ${name}, ${what}; row security would not hold for it. Use a plain role such as gezhi_app.`;
  if (version < LOWEST_VERSION)
    return `PostgreSQL ${Math.floor(version / 10_000)} is too old: Gezhi needs 15 or newer.`;
  if (is_superuser) return why('a superuser');
  if (bypasses) return why('which has BYPASSRLS');
  if (owns) return why('which owns tables of Gezhi or belongs to the role that does');
  return undefined;
}
