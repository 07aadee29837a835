// How PostgreSQL's values arrive in JavaScript: one table for both drivers, so that they cannot differ.
import { types } from 'pg';
import type { CustomTypesConfig } from 'pg';

type Parser = (text: string) => unknown;
interface ValueType {
  oid: number;
  arrayOid: number;
  parse: Parser;
}

// Types without a row here arrive alike from both drivers as they are (text, uuid, bool, int4, float8 …).
const VALUE_TYPES: readonly ValueType[] = [
  { oid: 1184, arrayOid: 1185, parse: parseInstant }, // timestamptz
  { oid: 1082, arrayOid: 1182, parse: parseDay }, // date
  { oid: 20, arrayOid: 1016, parse: parseWholeNumber }, // int8, and so every count
  { oid: 1700, arrayOid: 1231, parse: asText }, // numeric: more digits than a number holds
  { oid: 114, arrayOid: 199, parse: parseJson }, // json
  { oid: 3802, arrayOid: 3807, parse: parseJson }, // jsonb
  { oid: 17, arrayOid: 1001, parse: parseBytes }, // bytea
  // The drivers disagree on these by themselves; as text they are the same, and none should leave a store.
  { oid: 19, arrayOid: 1003, parse: asText }, // name
  { oid: 600, arrayOid: 1017, parse: asText }, // point
  { oid: 718, arrayOid: 719, parse: asText }, // circle
  { oid: 1114, arrayOid: 1115, parse: asText }, // timestamp without time zone
  { oid: 1186, arrayOid: 1187, parse: asText }, // interval
];

/** For `new PGlite({ parsers })`; PGlite makes the parsers of arrays from these by itself. */
export const pgliteParsers: Record<number, Parser> = Object.fromEntries(
  VALUE_TYPES.map(({ oid, parse }) => [oid, parse]),
);

// The published type of `arrayParser` is wrong: it is an object with `create`, not a function. Null elements stay null.
const arrayParser = types.arrayParser as unknown as { create(text: string, parse: Parser): { parse(): unknown[] } };

const parserByOid = new Map<number, Parser>(
  VALUE_TYPES.flatMap(({ oid, arrayOid, parse }): [number, Parser][] => [
    [oid, parse],
    [arrayOid, (text) => arrayParser.create(text, parse).parse()],
  ]),
);

/** For `new pg.Pool({ types })`. */
export const pgTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => parserByOid.get(oid) ?? types.getTypeParser(oid, format),
};

const INSTANT = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/;

/**
 * `2026-11-22 09:02:03.0049+08` → `2026-11-22T01:02:03.004Z`: UTC, three decimals, the rest cut off.
 *
 * @throws {RangeError} for infinity, years before Christ and years beyond 9999: no instant of ours is one
 */
export function parseInstant(text: string): string {
  const match = INSTANT.exec(text);
  if (!match) throw new RangeError(`The database holds an instant that cannot be used: ${text}`);
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second,
    fraction = '',
    sign,
    offsetHours,
    offsetMinutes = '0',
    offsetSeconds = '0',
  ] = match;

  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const local = new Date(0);
  local.setUTCFullYear(Number(year), Number(month) - 1, Number(day)); // Date.UTC would read the year 26 as 1926
  local.setUTCHours(Number(hour), Number(minute), Number(second), milliseconds);
  // Zones of long ago have offsets in seconds (Shanghai before 1901: +08:05:43).
  const offset = (Number(offsetHours) * 3_600 + Number(offsetMinutes) * 60 + Number(offsetSeconds)) * 1_000;

  const instant = new Date(local.getTime() - (sign === '-' ? -offset : offset)).toISOString();
  if (instant.length !== '2026-11-22T01:02:03.004Z'.length || instant.startsWith('0000')) {
    throw new RangeError(`The database holds an instant that cannot be used: ${text}`);
  }
  return instant;
}

/** @throws {RangeError} for infinity, years before Christ and years beyond 9999 */
export function parseDay(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new RangeError(`The database holds a day that cannot be used: ${text}`);
  return text;
}

/** @throws {RangeError} beyond ±(2^53 − 1), where numbers begin to skip */
export function parseWholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number))
    throw new RangeError(`The database holds a whole number too large to be exact: ${text}`);
  return number;
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

function parseBytes(text: string): Buffer {
  if (!text.startsWith('\\x'))
    throw new RangeError('The database prints bytes in an unknown form; bytea_output must be hex');
  return Buffer.from(text.slice(2), 'hex');
}

function asText(text: string): string {
  return text;
}
