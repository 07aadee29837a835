// The words of the apps: every language has the same keys with the same blanks, and no component says anything by itself.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const WEB = join(import.meta.dirname, '../src/web');
const FILES = readdirSync(WEB, { recursive: true }).map((file) => String(file).replaceAll('\\', '/'));
const CHINESE_TABLES = FILES.filter((file) => /\/words\/([a-z]+-)?zh-CN\.ts$/.test(file));
const HAN = /\p{Script=Han}/u;

type Table = Readonly<Record<string, string>>;

async function tableOf(file: string): Promise<Table> {
  const exported = Object.values((await import(join(WEB, file))) as Record<string, Table>);
  if (exported.length !== 1 || exported[0] === undefined) throw new Error(`${file} must export one table`);
  return exported[0];
}

function blanksOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
}

test('there are words to look at', () => {
  expect(CHINESE_TABLES).toEqual(
    expect.arrayContaining(['parts/words/zh-CN.ts', 'resident/words/zh-CN.ts', 'worker/words/zh-CN.ts']),
  );
});

test.each(CHINESE_TABLES)('%s and its English have the same keys and the same blanks', async (file) => {
  const chinese = await tableOf(file);
  const english = await tableOf(file.replace('zh-CN.ts', 'en.ts'));
  expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort());
  for (const [key, text] of Object.entries(chinese)) {
    expect(text.trim(), key).not.toBe('');
    expect(blanksOf(english[key] ?? ''), key).toEqual(blanksOf(text));
  }
});

/** Template, script and comments apart from what a person would read: a comment may be in any language. */
function saidByItself(vue: string): string[] {
  return vue
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, '')
    .split('\n')
    .filter((line) => HAN.test(line));
}

test('no component has Chinese text of its own', () => {
  const components = FILES.filter((file) => file.endsWith('.vue'));
  expect(components.length).toBeGreaterThan(5);
  expect(
    components.flatMap((file) =>
      saidByItself(readFileSync(join(WEB, file), 'utf8')).map((line) => `${file}: ${line.trim()}`),
    ),
  ).toEqual([]);
  expect(saidByItself('<!-- 网格 -->\n<p>网格</p> // 网格')).toEqual(['<p>网格</p>']);
});
