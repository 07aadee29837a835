// What the resident's journeys share: the printed codes of the demo, staff acting through the API, pages at their limits.

import { expect } from 'vitest';
import type { Page } from 'playwright-core';

import { printedCode } from '../../seeds/rows.ts';
import { demoDistricts } from '../../seeds/town.ts';
import { newId } from '../../src/shared/ids.ts';

/** The code printed for a place of 云汀区. */
export function codeOf(placeName: string): string {
  const place = demoDistricts().yunting.places.find(({ name }) => name === placeName);
  if (place === undefined) throw new Error(`no place is called ${placeName}`);
  return printedCode(place.id);
}

/** Writes, sends, and answers number and code as they stand on the receipt. */
export async function reportAt(page: Page, url: string, place: string, words: string) {
  await page.goto(`${url}/yunting/q/${codeOf(place)}`);
  await page.getByLabel('请说说是什么事').fill(words);
  await page.getByRole('button', { name: '提交' }).click();
  return readReceipt(page);
}

export async function readReceipt(page: Page): Promise<{ number: string; queryCode: string }> {
  const receipt = page.getByRole('region', { name: '已收到，谢谢您' });
  await receipt.waitFor();
  const text = (await receipt.innerText()).replace(/\s+/g, ' ');
  const [, number = '', queryCode = ''] = /编号 (\d\d \d{4} \d{4}).*查询码 (\d{4})/.exec(text) ?? [];
  expect(number, text).not.toBe('');
  return { number: number.replaceAll(' ', ''), queryCode };
}

/** Somebody of the demo's staff, acting through the API as another app would. */
export async function staff(url: string, signInName: string) {
  const session = await fetch(`${url}/api/session/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${url}/api/yunting${path}`, {
      ...init,
      headers: { cookie, 'content-type': 'application/json' },
    });
    const json = (await answer.json()) as Record<string, any>;
    expect(answer.status, `${path}: ${JSON.stringify(json)}`).toBeLessThan(300);
    return json;
  };
  const find = (number: string) => ask(`/case-numbers/${number}`);
  return {
    ask,
    find,
    /** One move with the version read just before. */
    async move(number: string, verb: string, fields: Record<string, unknown> = {}) {
      const { id, version } = await find(number);
      const body = JSON.stringify({ moveId: newId(), seenVersion: version, ...fields });
      return ask(`/cases/${id}/${verb}`, { method: 'POST', body });
    },
  };
}

/** A small picture of a problem, made here. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
);
