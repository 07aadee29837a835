// REGISTER: the entries of the left rail, in their order; one that the posts do not open is not shown.

import { offered } from '../papers/offered.ts';
import { may } from '../session.ts';
import type { say } from '../say.ts';

interface Entry {
  readonly address: string;
  readonly title: Parameters<typeof say>[0];
  readonly isShown: () => boolean;
}

/** Who looks after ground or matters on it. */
const GROUND = ['case.read', 'grid.manage', 'place.manage', 'area.manage'] as const;

export const ENTRIES: readonly Entry[] = [
  { address: '/', title: 'home.title', isShown: () => true },
  { address: '/intake', title: 'intake.title', isShown: () => may('case.close') },
  { address: '/orders', title: 'orders.title', isShown: () => may('workOrder.read') },
  { address: '/cases', title: 'cases.title', isShown: () => may('case.read') },
  { address: '/map', title: 'map.title', isShown: () => GROUND.some((permission) => may(permission)) },
  { address: '/screen', title: 'screen.title', isShown: () => may('case.read') && may('figure.read') },
  { address: '/report', title: 'report.title', isShown: () => may('case.reportForOther') },
  { address: '/arbitrations', title: 'arbitrations.title', isShown: () => may('case.arbitrate') },
  { address: '/leader', title: 'leader.title', isShown: () => may('case.supervise') },
  {
    address: '/whistles',
    title: 'whistles.title',
    isShown: () => may('whistle.blow') || may('whistle.answer') || may('whistle.approve'),
  },
  { address: '/warnings', title: 'warnings.title', isShown: () => may('case.read') },
  { address: '/duty', title: 'duty.title', isShown: () => may('case.read') || may('duty.manage') },
  // Its figures open down to their rows.
  { address: '/indicators', title: 'indicators.title', isShown: () => may('figure.read') && may('case.read') },
  { address: '/drawn', title: 'drawn.title', isShown: () => may('case.recheck') },
  { address: '/callbacks', title: 'callbacks.title', isShown: () => may('case.callBack') },
  { address: '/feedback', title: 'feedback.title', isShown: () => may('remark.read') },
  { address: '/people', title: 'people.title', isShown: () => may('account.manage') || may('role.grant') },
  {
    address: '/organisations',
    title: 'organisations.title',
    isShown: () => may('organisation.manage') || may('case.read') || may('workOrder.read'),
  },
  { address: '/direct-lists', title: 'direct.title', isShown: () => may('organisation.manage') },
  {
    address: '/catalogue',
    title: 'catalogue.title',
    isShown: () => may('catalogue.manage') || may('case.dispatch'),
  },
  {
    address: '/duties',
    title: 'duties.title',
    isShown: () => may('catalogue.manage') || may('case.dispatch'),
  },
  {
    address: '/dispatch-rules',
    title: 'rules.title',
    isShown: () => may('catalogue.manage') || may('case.dispatch'),
  },
  { address: '/proposals', title: 'proposals.title', isShown: () => may('figure.read') },
  { address: '/places', title: 'places.title', isShown: () => may('place.manage') },
  { address: '/areas', title: 'areas.title', isShown: () => may('area.manage') },
  { address: '/papers', title: 'papers.title', isShown: () => offered().length > 0 },
  { address: '/setup', title: 'setup.title', isShown: () => may('district.settings') },
  { address: '/settings', title: 'settings.title', isShown: () => may('district.settings') },
  { address: '/audit', title: 'audit.title', isShown: () => may('audit.read') },
];
