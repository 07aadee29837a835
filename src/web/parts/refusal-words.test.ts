// What is wrong in a form is said in its own words, never as the API names it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { Refused } from './api.ts';
import { fieldWords, refusalWords } from './refusal-words.ts';
import { fieldsZhCN } from './words/fields-zh-CN.ts';
import '../desk/field-names.ts';
import { deskFieldsZhCN } from '../desk/words/fields-zh-CN.ts';

/** Ids, versions and tokens that a page fills in by itself: nobody can correct them. */
const MADE_BY_PAGES = [
  'callId', 'crs', 'id', 'isDone', 'isGranted', 'lookUpId', 'moveId', 'newCaseId', 'newWorkOrderId', 'openingId', 'page', 'redrawn',
  'asDrawn', 'replyId', 'reportId', 'secret', 'seenAheadMs', 'seenNumber', 'seenVersion', 'textId', 'token', 'version', 'seenTag', 'caseId', 'part', 'room', 'wasTaken', 'lineId',
]; // prettier-ignore

type Schema = { properties?: Record<string, Schema> } & Record<string, unknown>;

/** Every name in a body, however deep, of every operation. */
function fieldsOfBodies(): Set<string> {
  const api = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8'));
  const names = new Set<string>();
  const walk = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [name, inner] of Object.entries((schema as Schema).properties ?? {})) {
      names.add(name);
      walk(inner);
    }
    for (const key of ['items', 'oneOf', 'anyOf', 'allOf', 'additionalProperties']) {
      const inner = (schema as Schema)[key];
      for (const each of Array.isArray(inner) ? inner : [inner]) walk(each);
    }
  };
  for (const operations of Object.values<Record<string, any>>(api.paths))
    for (const { requestBody } of Object.values(operations))
      for (const { schema } of Object.values<any>(requestBody?.content ?? {})) walk(schema);
  return names;
}

test('every field somebody can type has its word', () => {
  const names = fieldsOfBodies();
  expect(names.size).toBeGreaterThan(100);
  const wordless = [...names].filter(
    (name) => !(name in { ...fieldsZhCN, ...deskFieldsZhCN }) && !MADE_BY_PAGES.includes(name),
  );
  expect(wordless).toEqual([]);
  expect(Object.keys(deskFieldsZhCN).filter((name) => name in fieldsZhCN)).toEqual([]);
  expect(MADE_BY_PAGES.filter((name) => !names.has(name))).toEqual([]);
});

test('a field is called as on the page, in a list with its line; what a page fills in has no name', () => {
  expect(fieldWords('/dutyPhone')).toBe('值班电话');
  expect(fieldWords('/entries/3/classCode')).toBe('第 4 行的类别');
  expect(fieldWords('/value/street')).toBe('街道的叫法');
  expect(fieldWords('/seenVersion')).toBe('页面自己填的一项');
});

test('all wrong fields are said in one sentence, each once', () => {
  const errors = [{ pointer: '/dutyPhone' }, { pointer: '/name' }, { pointer: '/name' }];
  const refused = new Refused(422, { type: '/problems/input-invalid', errors });
  expect(refusalWords(refused)).toBe('有几处需要改一下：值班电话、名称或姓名');
});
