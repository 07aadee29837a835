// The people of the demo as a visitor meets them: who they are and under which name they sign in.

import { ROLES } from '#permissions';
import type { Role } from '#permissions';

import { planned } from './cast.ts';

export interface DemoPerson {
  readonly districtKey: string;
  readonly name: string;
  readonly signInName: string;
  readonly role: { readonly zh: string; readonly en: string };
  /** The area, grid or organisation the person serves. */
  readonly where: string;
  /** Where this person's work is: on the phone in the grid, or at a desk. */
  readonly app: 'work' | 'desk';
  /** One of the fourteen whom every story reuses. */
  readonly isOfTheCast: boolean;
}

const ON_THE_PHONE: readonly Role[] = ['microGridMember', 'mobileReporter', 'gridWorker', 'gridLead', 'partner'];
/** The districts the demo makes, see town.ts: a start that finds them made lays out no town. */
const DISTRICTS = ['yunting', 'chengan'];

/** Everybody of the stories and desks who signs in; not those who only fill the other grids. */
export function demoPeople(): DemoPerson[] {
  return DISTRICTS.flatMap((districtKey) =>
    planned(districtKey).flatMap(({ name, signInName, posts, leadsGridsOf, isOfTheCast }) => {
      const role = posts[0]?.role ?? 'gridLead';
      const where = posts[0]?.on ?? leadsGridsOf;
      if (signInName === undefined || where === undefined) return [];
      return [
        {
          districtKey,
          name,
          signInName,
          role: ROLES[role].title,
          where,
          app: ON_THE_PHONE.includes(role) ? ('work' as const) : ('desk' as const),
          isOfTheCast: isOfTheCast === true,
        },
      ];
    }),
  );
}
