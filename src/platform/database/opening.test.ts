import { expect, test } from 'vitest';

import { NO_SCOPE, openingSql } from './opening.ts';
import type { Scope } from './opening.ts';

const ID = '0193b4c0-0000-7000-8000-000000000000';

test('an opening names the schema, narrows the scope and takes the application role last', () => {
  const sql = openingSql({
    schema: 'd_yunting',
    scope: { ...NO_SCOPE, paths: ['/yunting/jg/', '/yunting/jt/'], actorId: ID },
  });
  expect(sql).toMatch(/^begin; set local search_path = d_yunting, shared; /);
  expect(sql).toContain("set local gezhi.scope = '/yunting/jg/|/yunting/jt/'");
  expect(sql).toContain("set local gezhi.link = ''");
  expect(sql).toMatch(/; set local role gezhi_app$/);
});

test('every setting is written, so that none is left over from the transaction before', () => {
  expect(
    openingSql({ schema: null, scope: NO_SCOPE }).match(/set local gezhi\.\w+ = ''/g)?.length,
  ).toBeGreaterThanOrEqual(7);
});

test.each(["d_yunting'; drop schema shared; --", 'd_yunting, shared', 'D_yunting', '', '1', 'd yunting', '"d"'])(
  'the schema %j is refused',
  (schema) => {
    expect(() => openingSql({ schema, scope: NO_SCOPE })).toThrow('not a value');
  },
);

test.each<[string, Partial<Scope>]>([
  ['a quote in a path', { paths: ["/yunting/'/"] }],
  ['a path without its separator at the end', { paths: ['/yunting/jg'] }],
  ['a path without its separator in front', { paths: ['yunting/jg/'] }],
  ['the empty path', { paths: [''] }],
  ['the root', { paths: ['/'] }],
  ['two paths in one', { paths: ['/yunting/|/chengan/'] }],
  ['a line break', { confidentialPaths: ['/yunting/\n'] }],
  ['a wildcard', { restrictedPaths: ['/%/'] }],
  ['an actor that is no id', { actorId: "' or true --" }],
  ['an empty actor', { actorId: '' }],
  ['an organisation that is no id', { organisationIds: [ID, 'all'] }],
  ['a link that is no id', { linkId: `${ID}|${ID}` }],
  ['a quote in the writer', { writer: "system'" }],
])('%s is refused', (_what, part) => {
  expect(() => openingSql({ schema: 'd_yunting', scope: { ...NO_SCOPE, ...part } })).toThrow('not a value');
});
