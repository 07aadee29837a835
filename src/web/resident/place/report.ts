// A report on its way: from what was typed to one parcel that arrives once, and back from its answer to a receipt.

import { newId } from '#shared/ids.ts';
import { newToken } from '#shared/short-code.ts';
import { uploadSteps } from '#web/parts/evidence.ts';
import type { Draft } from '#web/parts/evidence.ts';
import { now } from '#web/parts/now.ts';
import type { Parcel } from '#web/parts/outbox.ts';
import type { reportCase, scanCode } from '#web/parts/routes.ts';

import { here } from '../here.ts';
import type { Answer } from '../here.ts';
import { rememberReport } from '../my-reports.ts';

export type Standpoint = Answer<typeof scanCode>;
export type Receipt = Answer<typeof reportCase>;

/** Of a report whose words sound like danger: on its way, arrived, or waiting for a network. */
export type DangerState = 'sending' | 'kept' | 'waiting';

export interface Written {
  words: string;
  drafts: Draft[];
  /** Where, in words: needed when only the community is known. */
  where: string;
  isForOther: boolean;
  hasConsent: boolean;
}

export function nothingWritten(): Written {
  return { words: '', drafts: [], where: '', isForOther: false, hasConsent: false };
}

/** Where it is, as the server wants it: the printed code, a chosen place, or a community and words. */
export function whereOf(
  { place }: Standpoint,
  code: string | undefined,
  written: Pick<Written, 'where'>,
): Record<string, unknown> {
  const said = written.where.trim();
  const placeWords = said === '' ? {} : { placeWords: said };
  if (code !== undefined) return { placeCode: code, ...placeWords };
  const { longitude, latitude } = place;
  if (longitude === null || latitude === null) return { communityId: place.id, ...placeWords };
  return { place: { longitude, latitude, crs: 'CGCS2000' }, placeWords: said === '' ? place.name : said };
}

export function parcelOf(where: Record<string, unknown>, { words, drafts, isForOther }: Written): Parcel {
  const id = newId();
  const said = words.trim();
  const input = {
    id,
    reportId: newId(),
    secret: newToken(),
    ...(said === '' ? {} : { words: said }),
    ...(drafts.length === 0 ? {} : { attachmentIds: drafts.map((draft) => draft.id) }),
    ...(isForOther ? { isForOther } : {}),
    ...where,
    // What was written without signal says when; else the server's own clock is the better one.
    ...(navigator.onLine ? {} : { at: now() }),
  };
  return {
    id,
    // Each report is a matter of its own: one that is refused must not hold up the next.
    subject: id,
    title: said === '' ? '' : [...said].slice(0, 20).join(''),
    madeAt: now(),
    steps: [
      ...uploadSteps(here.key, drafts),
      {
        method: 'POST',
        address: `/api/${here.key}/cases`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      },
    ],
  };
}

/** Whether a parcel of the outbox is a report of this district. */
export function isReport({ steps }: Parcel): boolean {
  return steps[steps.length - 1]?.address === `/api/${here.key}/cases`;
}

/** So that 查进度 knows it although nobody has written the numbers down. */
export function keepReceipt({ page, link, groupedNumber, queryCode }: Receipt): void {
  rememberReport({ page, link, groupedNumber, queryCode, at: now() });
}
