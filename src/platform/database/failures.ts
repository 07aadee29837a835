// What a database error means to us, the same for both drivers.

interface DatabaseError {
  code?: string;
  constraint?: string;
  message?: string;
}

// Refused, reset and timed-out sockets; server shutting down or starting up; too many connections.
const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
]);
const AWAY_WORDS =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Query read timeout/;

/** The database cannot be reached now; the same request may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, message } = errorFields(error);
  return (code !== undefined && AWAY.has(code)) || (message !== undefined && AWAY_WORDS.test(message));
}

/** A row with these unique values is there already. With a name: by that constraint or unique index. */
export function isTaken(error: unknown, constraint?: string): boolean {
  const fields = errorFields(error);
  return fields.code === '23505' && (constraint === undefined || fields.constraint === constraint);
}

/** The row refers to one that is not there. */
export function isUnknownReference(error: unknown): boolean {
  return errorFields(error).code === '23503';
}

function errorFields(error: unknown): DatabaseError {
  return typeof error === 'object' && error !== null ? (error as DatabaseError) : {};
}
