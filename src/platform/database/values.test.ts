import { PGlite } from '@electric-sql/pglite';
import { expect, test } from 'vitest';
import { parseDay, parseInstant, parseWholeNumber, pgTypes, pgliteParsers } from './values.ts';

test.each([
  ['2026-11-22 01:02:03.004+00', '2026-11-22T01:02:03.004Z'],
  ['2026-11-22 01:02:03+00', '2026-11-22T01:02:03.000Z'],
  ['2026-11-22 01:02:03.5+00', '2026-11-22T01:02:03.500Z'],
  ['2026-11-22 01:02:03.004999+00', '2026-11-22T01:02:03.004Z'],
  ['2026-11-22 09:02:03.004+08', '2026-11-22T01:02:03.004Z'],
  ['2026-11-22 06:32:03.004+05:30', '2026-11-22T01:02:03.004Z'],
  ['2026-11-21 21:32:03.004-03:30', '2026-11-22T01:02:03.004Z'],
  ['1900-01-01 08:05:43+08:05:43', '1900-01-01T00:00:00.000Z'],
  ['1969-12-31 23:59:59.999+00', '1969-12-31T23:59:59.999Z'],
  ['2024-02-29 23:30:00-01', '2024-03-01T00:30:00.000Z'],
  ['0026-11-22 00:00:00+00', '0026-11-22T00:00:00.000Z'],
  ['9999-12-31 23:59:59.999+00', '9999-12-31T23:59:59.999Z'],
])('the instant %s is %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant);
});

test.each([
  'infinity',
  '-infinity',
  '0044-03-15 12:00:00+00 BC',
  '10000-01-01 00:00:00+00',
  '9999-12-31 23:59:59-01',
  '0001-01-01 00:00:00+01',
  'Sun Nov 22 01:02:03 2026 UTC',
])('the instant %s is refused by name', (text) => {
  expect(() => parseInstant(text)).toThrow(`instant that cannot be used: ${text}`);
});

test('a day stays as it is written', () => {
  expect(parseDay('2026-11-22')).toBe('2026-11-22');
});

test.each(['infinity', '-infinity', '0044-03-15 BC', '10000-01-01'])('the day %s is refused by name', (text) => {
  expect(() => parseDay(text)).toThrow(`day that cannot be used: ${text}`);
});

test('a whole number is exact or refused', () => {
  expect(parseWholeNumber('9007199254740991')).toBe(9007199254740991);
  expect(parseWholeNumber('-12')).toBe(-12);
  expect(() => parseWholeNumber('9007199254740993')).toThrow('too large to be exact: 9007199254740993');
});

// The same texts through both drivers: what PostgreSQL prints goes to pg's parsers, PGlite's own results beside it.
const COLUMNS = {
  instant: "timestamptz '2026-11-22 09:02:03.0049+08'",
  instants: "array[timestamptz '2026-11-22 09:02:03.0049+08', null]",
  day: "date '2026-11-22'",
  days: "array[date '2026-11-22']",
  count: 'count(*)',
  numbers: 'array[1::int8, null, 2::int8]',
  area: '12345678901234567890.10::numeric',
  areas: 'array[0.10::numeric]',
  boundary: '\'{"type": "Point", "coordinates": [121.5, 31.2]}\'::jsonb',
  boundaries: 'array[\'{"a": "b,\\"c"}\'::jsonb, null]',
  plain: "'[1]'::json",
  flags: 'array[true, null, false]',
  is_open: 'true',
  words: "array['a,b', '\"', null, '云汀']::text[]",
  ids: "array['0193b4c0-0000-7000-8000-000000000000'::uuid]",
  id: "'0193b4c0-0000-7000-8000-000000000000'::uuid",
  small: '7::int2',
  whole: '7::int4',
  ratio: '0.5::float8',
  single: '0.5::float4',
  bytes: "'\\x00ff'::bytea",
  place: 'point(1, 2)',
  duration: "interval '1 day 2 hours'",
  local: "timestamp '2026-11-22 01:02:03'",
  role: "'postgres'::name",
  roles: "array['postgres'::name]",
  nothing: 'null::timestamptz',
};

test('both drivers give the same value for every type', async () => {
  const pglite = await PGlite.create({ parsers: pgliteParsers });
  const select = Object.entries(COLUMNS)
    .map(([name, expression]) => `${expression} as ${name}`)
    .join(', ');
  const parsed = await pglite.query<Record<string, unknown>>(`select ${select}`);
  const asText = (text: string): string => text;
  const oids = parsed.fields.map(({ dataTypeID }) => dataTypeID);
  const printed = await pglite.query<Record<string, string | null>>(`select ${select}`, [], {
    parsers: Object.fromEntries(oids.map((oid) => [oid, asText])),
  });
  await pglite.close();

  const texts = Object.values(printed.rows[0] ?? {});
  const throughPg = Object.fromEntries(
    parsed.fields.map(({ name, dataTypeID }, index) => [name, parseAsPg(dataTypeID, texts[index] ?? null)]),
  );
  expect(throughPg).toEqual(parsed.rows[0]);
  expect(throughPg).toMatchObject({
    instant: '2026-11-22T01:02:03.004Z',
    instants: ['2026-11-22T01:02:03.004Z', null],
    days: ['2026-11-22'],
    count: 1,
    numbers: [1, null, 2],
    area: '12345678901234567890.10',
    areas: ['0.10'],
    boundary: { type: 'Point', coordinates: [121.5, 31.2] },
    boundaries: [{ a: 'b,"c' }, null],
    bytes: Buffer.from([0, 255]),
    nothing: null,
  });
});

function parseAsPg(oid: number, text: string | null): unknown {
  return text === null ? null : (pgTypes.getTypeParser(oid, 'text') as (text: string) => unknown)(text);
}
