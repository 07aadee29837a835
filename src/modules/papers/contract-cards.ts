// What crosses the wire about work cards (工作证): who has one, printing them, and the public page that says whether one is good.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

import { Call, CardSheet } from './paper-data.ts';
import { CARD_STATES } from './rules.ts';

const Title = z.strictObject({ zh: z.string(), en: z.string() });

const CardView = z.strictObject({
  id: z.string(),
  validUntil: z.string(),
  issuedAt: z.string(),
  state: z.enum(CARD_STATES),
});

export const listWorkCards = endpoint({
  method: 'GET',
  path: '/work-cards',
  admission: 'account.manage',
  summary: '工作证 The posts of an area whose holders carry a card, each with the card it has',
  query: z.strictObject({ areaId: Id }),
  output: z.strictObject({
    holders: z.array(
      z.strictObject({
        postId: z.string(),
        accountId: z.string(),
        name: z.string(),
        title: Title,
        place: z.string(),
        postEnds: z.string().nullable(),
        card: CardView.nullable(),
      }),
    ),
    isComplete: z.boolean(),
  }),
});

export const issueWorkCard = endpoint({
  method: 'POST',
  path: '/work-cards',
  admission: 'account.manage',
  summary: 'Make the card of a post; the one it had before is over at once',
  input: z.strictObject({
    id: Id,
    postId: Id,
    validUntil: z.iso.date().optional().describe('a year from today, or the end of the post, when absent'),
  }),
  output: CardView,
  status: 201,
});

export const revokeWorkCard = endpoint({
  method: 'PUT',
  path: '/work-cards/:id/revocation',
  admission: 'account.manage',
  summary: 'Say that a card is good no more: lost, or given back',
  params: IdParams,
  input: z.strictObject({}),
  output: CardView,
});

const MOST_CARDS = 200;

const CardsQuery = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(Id).min(1).max(MOST_CARDS))
    .describe(`ids of cards with commas between them, at most ${MOST_CARDS}`),
});

export const getCardSheet = endpoint({
  method: 'GET',
  path: '/papers/work-cards',
  admission: 'account.manage',
  summary: '工作证 Cards to print; one that is over is left out',
  query: CardsQuery,
  output: CardSheet,
});

export const getCardSheetPdf = endpoint({
  method: 'GET',
  path: '/papers/work-cards/pdf',
  admission: 'account.manage',
  summary: '工作证 The same as PDF, eight on a sheet of A4',
  query: CardsQuery,
});

export const checkWorkCard = endpoint({
  method: 'POST',
  path: '/work-card-checks',
  admission: 'public',
  summary: '工作证核验 Whether a card is good, and whose; of one that is over nothing but that, and whom to call',
  input: z.strictObject({ card: z.string().trim().min(20).max(100) }),
  output: z.strictObject({
    isValid: z.boolean(),
    holder: z
      .strictObject({
        name: z.string(),
        initial: z.string(),
        title: Title,
        organisation: z.string(),
        place: z.string(),
        validUntil: z.string(),
      })
      .nullable(),
    call: Call.nullable().describe('社区电话: whoever doubts asks there'),
    checkedAt: z.string(),
  }),
});
