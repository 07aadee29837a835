// What crosses the wire about matters near by that may be the same: offered to a reporter after the report and joined by one tap,
// and told to whoever writes a report down for somebody else while it is written.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, Instant } from '#shared/wire.ts';

import { CaseLine, Words } from '../contract.ts';

export const SimilarView = z.object({
  id: Id,
  summary: z.string().describe('shortened, and without what points to a person'),
  reportedAt: Instant,
});

export const listSimilar = endpoint({
  method: 'GET',
  path: '/trace/similar',
  admission: 'reporterLink',
  summary: 'Open matters of public classes near mine that may be the same one',
  output: z.object({ similar: z.array(SimilarView) }),
});

export const joinSimilar = endpoint({
  method: 'POST',
  path: '/trace/joining',
  admission: 'reporterLink',
  summary: '是同一件 My report becomes a further voice of one that was offered; staff can undo it',
  input: z.strictObject({
    moveId: Id.describe('made by the sender; sent twice it happens once'),
    seenVersion: z.int().min(1),
    targetId: Id,
  }),
  output: z.object({ isJoined: z.literal(true) }),
});

export const findSimilarCases = endpoint({
  method: 'POST',
  path: '/similar-cases',
  admission: 'case.reportForOther',
  summary:
    '代录时 Open matters of a community and of the grids beyond its border that sound like these words; nothing is kept of them',
  input: z.strictObject({ words: Words, communityId: Id }),
  output: z.object({
    similar: z.array(
      CaseLine.pick({
        id: true,
        number: true,
        summary: true,
        placeWords: true,
        status: true,
        reportCount: true,
        reportedAt: true,
      }).extend({ because: z.array(z.string()).describe('said in both, the longest first') }),
    ),
  }),
});
