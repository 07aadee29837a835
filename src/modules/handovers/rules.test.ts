// A hand-over without a database: what the next shift has to know first, and who writes, confirms and erases.

import { defaultGrant } from '#permissions';
import { expect, test } from 'vitest';

import { markOf, mayConfirm, mayErase, mayRead, sitsAt } from './rules.ts';

const AT = '2026-11-19T10:00:00.000Z';
const NEXT_UNTIL = '2026-11-20T00:00:00.000Z';
const STREET = { path: '/yunting/jg/', organisationId: null };

const somebody = (
  accountId: string,
  role: Parameters<typeof defaultGrant>[0],
  path: string,
  organisation?: string,
) => ({
  accountId,
  grants: [defaultGrant(role, path, organisation ?? null)],
  organisationIds: organisation === undefined ? [] : [organisation],
});
const lin = somebody('lin', 'streetDispatcher', '/yunting/jg/');
const chief = somebody('chief', 'dutyChief', '/yunting/jg/');
const guo = somebody('guo', 'dutyChief', '/yunting/');
const admin = somebody('admin', 'districtAdmin', '/yunting/jg/');
const crew = somebody('crew', 'orgHandler', '/yunting/', 'road');

test('late comes before promised, promised before what waits for a decision', () => {
  const mark = (reason: string, dueAt: string | null) => markOf({ reason, dueAt }, AT, NEXT_UNTIL);
  expect(mark('close', '2026-11-19T09:59:59.000Z')).toBe('late');
  expect(mark('close', NEXT_UNTIL)).toBe('promised');
  expect(mark('decideSendBack', '2026-11-20T00:00:00.001Z')).toBe('sendBack');
  expect(mark('sendBackAsked', null)).toBe('sendBack');
  expect(mark('dispatch', null)).toBe('open');
});

test('a desk is handed over by who holds a post at that very place, or in that organisation', () => {
  expect(sitsAt(lin, STREET)).toBe(true);
  expect(sitsAt(guo, STREET)).toBe(false);
  expect(sitsAt(admin, STREET)).toBe(false);
  expect(sitsAt(crew, { path: '/yunting/', organisationId: 'road' })).toBe(true);
  expect(sitsAt(crew, { path: '/yunting/', organisationId: 'water' })).toBe(false);
});

test('it is confirmed by whoever comes, never by whoever leaves; named, by that one alone', () => {
  const written = { ...STREET, writtenBy: 'lin', toAccountId: null };
  expect(mayConfirm(chief, written)).toBe(true);
  expect(mayConfirm(lin, written)).toBe(false);
  expect(mayConfirm(guo, written)).toBe(false);
  expect(mayConfirm(chief, { ...written, toAccountId: 'guo' })).toBe(false);
  expect(mayConfirm(guo, { ...written, toAccountId: 'guo' })).toBe(true);
});

test('its words are erased by the writer or by right over the area, an organisation’s by the writer alone', () => {
  const written = { ...STREET, writtenBy: 'lin', toAccountId: null };
  expect(mayErase(lin, written)).toBe(true);
  expect(mayErase(guo, written)).toBe(true);
  expect(mayErase(crew, written)).toBe(false);
  expect(mayErase(guo, { ...written, organisationId: 'road' })).toBe(false);
});

test('those above read it, an organisation’s only itself', () => {
  expect(mayRead(guo, STREET)).toBe(true);
  expect(mayRead(crew, STREET)).toBe(false);
  expect(mayRead(guo, { path: '/yunting/', organisationId: 'road' })).toBe(false);
});
