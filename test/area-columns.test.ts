// A policy runs before any operator that may leak, so a list must name its scope as equality on a column of its own. Tables that are bound
// to an area therefore carry the ids of street, community and grid; those that do not are named here with the reason.

import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

const COLUMNS = ['street_id', 'community_id', 'grid_id'] as const;

/** Bound to an area, and never listed by street, community or grid. */
const NOT_LISTED_BY_AREA: Record<string, string> = {
  areas: 'is what the ids point at',
  audit: 'is read by person, by what was done and by when',
  direct_list: 'is read for one area at a time, by its id',
  dispatch_rules: 'are read by class for the whole district',
  duty_items: 'are read by list for the whole district',
  facts: 'are read in batches, in the order they came',
  figure_issues: 'are read for one area and one month at a time',
  notices: 'are read by the organisation they are for',
  organisations: 'are one directory of the district',
  remarks: 'are few, read by the district they were made in',
  timers: 'are taken by when they fall due',
  whistle_calls: 'are read by their whistle, which carries the ids',
};

/** Listed by some of the three alone: a place by what it lies in directly, a published month by its street, what a person holds by its grid. */
const LISTED_BY: Record<string, readonly (typeof COLUMNS)[number][]> = {
  buildings: ['community_id', 'grid_id'],
  compounds: ['community_id'],
  grids: ['street_id', 'community_id'],
  indicator_months: ['street_id'],
  invitations: ['grid_id'],
  posts: ['grid_id'],
};

const tables = [
  ...readFileSync('docs/schema.sql', 'utf8').matchAll(/^create (?:unlogged )?table (\S+) \(\n([^;]*?)\n\);/gm),
].map(([, name, body]) => ({
  name: name!,
  columns: [...body!.matchAll(/^ {2}(\w+) /gm)].map(([, column]) => column!),
}));

const bound = tables.filter(({ columns }) => columns.includes('path'));

test('the schema has tables bound to areas', () => {
  expect(bound.length).toBeGreaterThan(20);
});

test('each carries the ids its lists name, or is not listed by area and says how it is read', () => {
  const expected = bound.map(({ name }) => [name, LISTED_BY[name] ?? (name in NOT_LISTED_BY_AREA ? [] : COLUMNS)]);

  expect(bound.map(({ name, columns }) => [name, COLUMNS.filter((column) => columns.includes(column))])).toEqual(
    expected,
  );
});

test('no exception is stale', () => {
  const names = new Set(bound.map(({ name }) => name));

  expect([...Object.keys(NOT_LISTED_BY_AREA), ...Object.keys(LISTED_BY)].filter((name) => !names.has(name))).toEqual(
    [],
  );
});
