// Kinds of places and organisations in words; a kind a district has made up reads as its code.

import { groundZhCN } from '../words/ground-zh-CN.ts';
import { say } from './say.ts';

// prettier-ignore
export const PLACE_KINDS = [
  'entranceHall', 'shopfront', 'gate', 'market', 'riverside', 'healthCentre', 'carPark', 'school', 'square',
  'wasteStation', 'levelCrossing', 'communityOffice', 'gridStation',
] as const;

// prettier-ignore
export const ORGANISATION_KINDS = [
  'government', 'department', 'section', 'utility', 'crew', 'property', 'community', 'sanitation', 'guard',
  'socialOrganisation',
] as const;

export const placeKindWords = (kind: string) => wordsOf('placeKind', kind);
export const organisationKindWords = (kind: string) => wordsOf('organisationKind', kind);

function wordsOf(group: string, kind: string): string {
  const key = `${group}.${kind}`;
  return key in groundZhCN ? say(key as Parameters<typeof say>[0]) : kind;
}
