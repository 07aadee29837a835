// Where pg-boss keeps its tables, and what the application may do with them.

import type { Connection } from './connection.ts';
import { APPLICATION_ROLE } from './opening.ts';

export const QUEUE_SCHEMA = 'jobs';

export async function grantQueue(connection: Connection): Promise<void> {
  await connection.exec(`
    grant usage on schema ${QUEUE_SCHEMA} to ${APPLICATION_ROLE};
    grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${APPLICATION_ROLE};
    grant usage on all sequences in schema ${QUEUE_SCHEMA} to ${APPLICATION_ROLE};
    grant execute on all functions in schema ${QUEUE_SCHEMA} to ${APPLICATION_ROLE};
  `);
}

/** Whether the queue is there: a process that may not create it says so at its start. */
export async function hasQueue(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query(`select to_regclass('${QUEUE_SCHEMA}.job') is not null as is_there`, []);
  return (rows[0] as { is_there: boolean }).is_there;
}
