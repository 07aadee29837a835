// The people of the demo as a visitor meets them: who they are and under which name they sign in.

import { ROLES } from '#permissions';
import type { Role } from '#permissions';

import { castOf } from './cast.ts';
import type { SeedPost } from './cast.ts';
import type { SeedDistrict } from './ground.ts';
import { demoDistricts } from './town.ts';

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

/** Everybody of the stories and desks who signs in; not the grid workers who only fill the other grids. */
export function demoPeople(): DemoPerson[] {
  return Object.values(demoDistricts()).flatMap((district) =>
    castOf(district).flatMap(({ name, signInName, posts, isOfTheCast }) => {
      const [post] = posts;
      if (signInName === undefined || post === undefined || signInName.startsWith('wgy')) return [];
      return [
        {
          districtKey: district.key,
          name,
          signInName,
          role: ROLES[post.role].title,
          where: whereOf(district, post),
          app: ON_THE_PHONE.includes(post.role) ? ('work' as const) : ('desk' as const),
          isOfTheCast,
        },
      ];
    }),
  );
}

function whereOf(district: SeedDistrict, { areaId, gridId, organisationId }: SeedPost): string {
  const places: { id: string; name: string }[] = [...district.areas, ...district.grids, ...district.organisations];
  return places.find(({ id }) => id === (gridId ?? organisationId ?? areaId))?.name ?? district.name;
}
