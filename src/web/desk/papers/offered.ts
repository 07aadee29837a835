// Which papers a person's posts open, in the order they are shown.

import type { Permission } from '#permissions';

import { may, session } from '../session.ts';

interface Offered {
  readonly key: 'boards' | 'codes' | 'cards' | 'orders' | 'lists';
  readonly address: string;
  isOpen(): boolean;
}

const any = (...permissions: Permission[]) => permissions.some((permission) => may(permission));

export const PAPERS: readonly Offered[] = [
  // A board tells only what is public: whoever serves in an area may hang one up.
  {
    key: 'boards',
    address: '/papers/boards',
    isOpen: () => any('case.read', 'grid.manage', 'place.manage', 'account.manage'),
  },
  { key: 'codes', address: '/places', isOpen: () => may('place.manage') },
  { key: 'cards', address: '/papers/cards', isOpen: () => may('account.manage') },
  { key: 'orders', address: '/papers/orders', isOpen: () => any('case.read', 'workOrder.read') },
  // Its figures open down to their rows.
  { key: 'lists', address: '/papers/lists', isOpen: () => may('figure.read') && may('case.read') },
];

export function offered(): Offered[] {
  return session.grants.length === 0 ? [] : PAPERS.filter(({ isOpen }) => isOpen());
}
