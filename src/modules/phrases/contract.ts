// What crosses the wire about 常用语: a person's own sentences for opinions, listed, written, removed.

import { z } from 'zod';

import { endpoint } from '#shared/endpoint.ts';
import { Id, IdParams } from '#shared/wire.ts';

import { LONGEST_PHRASE, MOST_PHRASES } from './rules.ts';

const PhraseView = z.object({ id: Id, words: z.string(), position: z.int() });

export const listMyPhrases = endpoint({
  method: 'GET',
  path: '/my-phrases',
  admission: 'signedIn',
  summary: '常用语 My own sentences for opinions, in my order',
  output: z.object({ phrases: z.array(PhraseView) }),
});

export const putMyPhrase = endpoint({
  method: 'PUT',
  path: '/my-phrases/:id',
  admission: 'signedIn',
  summary: `Write one of my sentences, or change it; at most ${MOST_PHRASES}`,
  params: IdParams,
  input: z.strictObject({
    words: z.string().trim().min(1).max(LONGEST_PHRASE),
    position: z.int().min(0).max(9_999).optional().describe('lower ones stand first; the last one when absent'),
  }),
  output: PhraseView,
});

export const removeMyPhrase = endpoint({
  method: 'DELETE',
  path: '/my-phrases/:id',
  admission: 'signedIn',
  summary: 'Remove one of my sentences; one that is gone already is gone',
  params: IdParams,
  output: z.object({ isRemoved: z.literal(true) }),
});
