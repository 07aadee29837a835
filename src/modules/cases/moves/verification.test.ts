import { expect, test } from 'vitest';

import { attempt, cast, closed, fedBack, next } from '../cast-for-tests.ts';
import { isDrawn, proposeVerifier } from './verification.ts';
import type { VerifierCandidate } from './verification.ts';

const own: VerifierCandidate = { ...cast.zhou, closeness: 'gridWorker' };
const deputy: VerifierCandidate = { ...cast.he, closeness: 'deputy' };
const community: VerifierCandidate = { ...cast.officer, closeness: 'community' };

test('the grid’s own worker is asked first', () => {
  const { before, orders } = fedBack();
  expect(proposeVerifier([community, deputy, own], before, orders)).toBe(own);
});

test('the deputy is asked when the grid’s own worker belongs to the organisation that handled it', () => {
  const { before, orders } = fedBack();
  const handler = { ...own, relatedOrganisationIds: ['property'] };
  expect(proposeVerifier([community, deputy, handler], before, orders)).toBe(deputy);
  expect(proposeVerifier([handler], before, orders)).toBeUndefined();
});

test('a verifier who handled it cannot be chosen either', () => {
  const choose = attempt(fedBack(), cast.lin, 'sendToVerify', { verifierAccountId: 'propertyReceiver' });
  expect(choose).toThrow(expect.objectContaining({ slug: 'verifier-is-handler' }));
});

test('closing draws for the sample by the rate of the class', () => {
  expect(isDrawn(0.049, 0.05)).toBe(true);
  expect(isDrawn(0.05, 0.05)).toBe(false);
  const verified = next(fedBack(), cast.zhou, 'verify', { outcome: 'solved' });
  expect(next(verified, cast.lin, 'close', { draw: 0.01 }).before.isDrawnForSample).toBe(true);
});

test('a failed re-check reopens, by somebody who did not handle it', () => {
  expect(next(closed(), cast.callback, 'reopen').before.reopenCount).toBe(1);
  const handler = { ...cast.callback, relatedOrganisationIds: ['property'] };
  const recheck = attempt(closed(), handler, 'reopen');
  expect(recheck).toThrow(expect.objectContaining({ slug: 'verifier-is-handler' }));
});
