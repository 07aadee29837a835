// What backup and restore ask beyond whole tables: which schemas there are, which files rows name, which facts to pass on again.

import type { Connection } from './connection.ts';

export interface MigratedSchema {
  readonly schema: string;
  readonly migrations: { number: number; title: string; checksum: string }[];
}

/** `shared` first, then every district. */
export async function listSchemas(connection: Connection): Promise<MigratedSchema[]> {
  const { rows } = await connection.query(
    `select schema_name as schema, number, title, checksum from shared.migrations
     where schema_name = 'shared' or schema_name in (select schema_name from shared.districts)
     order by schema_name <> 'shared', schema_name, number`,
    [],
  );
  const schemas = new Map<string, MigratedSchema['migrations']>();
  for (const { schema, ...migration } of rows as {
    schema: string;
    number: number;
    title: string;
    checksum: string;
  }[]) {
    schemas.set(schema, [...(schemas.get(schema) ?? []), migration]);
  }
  return [...schemas].map(([schema, migrations]) => ({ schema, migrations }));
}

export interface NamedFile {
  readonly schema: string;
  readonly sha256: string;
}

/** The columns that name a file by its content. Every other `…_hash` is of something else: see backup.test.ts. */
export const FILE_COLUMNS = ['attachments.original_hash', 'attachments.ready_hash', 'attachments.thumbnail_hash'];

export async function listNamedFiles(connection: Connection, schema: string): Promise<NamedFile[]> {
  const columns = FILE_COLUMNS.map((place) => {
    const [table, column] = place.split('.');
    return `select ${column} as sha256 from "${schema}".${table} where ${column} is not null`;
  });
  const { rows } = await connection.query(
    `select $1::text as schema, sha256 from (${columns.join(' union ')}) as named order by sha256 collate "C"`,
    [schema],
  );
  return rows as NamedFile[];
}

export async function passFactsOnAgain(connection: Connection, schema: string, since: string): Promise<void> {
  await connection.query(`update "${schema}".facts set batch = null where at >= $1`, [since]);
}
