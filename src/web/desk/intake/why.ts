// Why a case waits here, in words.

import type { Pool } from '#modules/cases/lists/pools.ts';

import { codeWords } from '../cases/case-words.ts';
import type { IntakeRow } from './news.ts';
import { say } from './say.ts';

export function whyMine(pool: Pool, row: Pick<IntakeRow, 'heldLevel' | 'isNotTrue' | 'sendBackReason'>): string {
  if (pool === 'toDecide') {
    const reason = row.sendBackReason === null ? '' : codeWords('sendBackReason', row.sendBackReason);
    return say('why.toDecide', { reason });
  }
  if (pool === 'confirming' && row.isNotTrue) return say('why.notTrue');
  const isBelow = row.heldLevel === 'grid' || row.heldLevel === 'microGrid';
  if (isBelow && pool !== 'toClose') return say('why.vacant');
  return say(`why.${pool}`);
}
