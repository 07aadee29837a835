// Which papers a person's posts open, in the order they are shown.

import type { Permission } from '#permissions';

import { may, session } from '../session.ts';

interface Offered {
  readonly key: 'boards' | 'codes' | 'cards' | 'orders' | 'lists';
  readonly address: string;
  readonly needs: readonly Permission[];
}

/** A board tells only what is public: whoever serves in an area may hang one up. */
const BOARD_NEEDS: readonly Permission[] = ['case.read', 'grid.manage', 'place.manage', 'account.manage'];

export const PAPERS: readonly Offered[] = [
  { key: 'boards', address: '/papers/boards', needs: BOARD_NEEDS },
  { key: 'codes', address: '/places', needs: ['place.manage'] },
  { key: 'cards', address: '/papers/cards', needs: ['account.manage'] },
  { key: 'orders', address: '/papers/orders', needs: ['case.read', 'workOrder.read'] },
  { key: 'lists', address: '/papers/lists', needs: ['figure.read'] },
];

export function offered(): Offered[] {
  return session.grants.length === 0 ? [] : PAPERS.filter(({ needs }) => needs.some((permission) => may(permission)));
}
