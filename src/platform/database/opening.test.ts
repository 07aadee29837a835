import { expect, test } from 'vitest';

import { NO_SCOPE, openingStatements } from './opening.ts';
import type { Scope } from './opening.ts';

const ID = '0193b4c0-0000-7000-8000-000000000000';

test('an opening names the schema, narrows the scope and takes the application role last', () => {
  const [begin, open] = openingStatements({
    schema: 'd_yunting',
    scope: { ...NO_SCOPE, paths: ['/yunting/jg/', '/yunting/jt/'], actorId: ID },
  });
  expect(begin?.text).toBe('begin');
  expect(open?.values).toEqual(['d_yunting, shared', '/yunting/jg/|/yunting/jt/', '', '', '', ID, '', '', '']);
  expect(open?.text).toMatch(/set_config\('gezhi\.link', \$7, true\)/);
  expect(open?.text).toMatch(/, set_config\('role', 'gezhi_app', true\)$/);
});

test('every setting is written for this transaction alone, so that none is left over from the one before', () => {
  const [, open] = openingStatements({ schema: null, scope: NO_SCOPE });
  expect(open?.values).toEqual(['shared', '', '', '', '', '', '', '', '']);
  expect(open?.text.match(/set_config\('gezhi\.\w+', \$\d, true\)/g)).toHaveLength(8);
  expect(open?.text).not.toContain('false');
});

test.each(["d_yunting'; drop schema shared; --", 'd_yunting, shared', 'D_yunting', '', '1', 'd yunting', '"d"'])(
  'the schema %j is refused',
  (schema) => {
    expect(() => openingStatements({ schema, scope: NO_SCOPE })).toThrow('not a value');
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
  expect(() => openingStatements({ schema: 'd_yunting', scope: { ...NO_SCOPE, ...part } })).toThrow('not a value');
});
