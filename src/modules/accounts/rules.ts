// What a role may do here, where a role can be held, and who must stay.

import { ROLES, permissionsOf } from '#permissions';
import type { Grant, Permission, Role } from '#permissions';
import type { Day } from '#shared/time.ts';

/** What this district changed in the register of permissions for a role. */
export interface Override {
  readonly role: Role;
  readonly permission: string;
  readonly isGranted: boolean;
}

export type PlaceKind = 'area' | 'grid' | 'organisation';

/** Where a post is held. */
export interface PostPlace {
  readonly kind: PlaceKind;
  readonly id: string;
  readonly path: string;
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/** The register's permissions of a role with this district's overrides. */
export function permissionsHere(
  role: Role,
  overrides: readonly Pick<Override, 'permission' | 'isGranted'>[],
): Set<string> {
  const permissions = new Set<string>(permissionsOf(role));
  for (const { permission, isGranted } of overrides) {
    if (isGranted) permissions.add(permission);
    else permissions.delete(permission);
  }
  return permissions;
}

/** The grant that a post of this role in this place would be. */
export function wantedGrant(role: Role, place: PostPlace, overrides: readonly Override[]): Grant {
  return {
    role,
    path: place.path,
    organisationId: place.kind === 'organisation' ? place.id : null,
    permissions: permissionsHere(role, overridesOf(role, overrides)),
  };
}

export function overridesOf(role: Role, overrides: readonly Override[]): Override[] {
  return overrides.filter((override) => override.role === role);
}

/** The kinds of place a role may be held in. A grid's roles may be held for a whole community: its secretary leads its grids. */
export function placesFor(role: Role): PlaceKind[] {
  const { grantedOn } = ROLES[role];
  if (grantedOn === 'grid') return ['grid', 'area'];
  return grantedOn === 'area' && joinsByCode(role) ? ['area', 'grid'] : [grantedOn];
}

export function joinsByCode(role: Role): boolean {
  return 'joinsByCode' in ROLES[role];
}

export const CODE_ROLES = (Object.keys(ROLES) as Role[]).filter((role) => joinsByCode(role));

export interface AdministratorPost {
  readonly postId: string;
  readonly accountId: string;
  readonly path: string;
  readonly toOn: Day | null;
  /** Neither suspended nor left. */
  readonly mayEnter: boolean;
}

/**
 * Would somebody still be able to give posts in the whole district? A post with a last day does not count: on that day
 * nobody would be left.
 */
export function administratorStays(left: readonly AdministratorPost[], districtPath: string): boolean {
  return left.some((post) => post.mayEnter && post.toOn === null && post.path === districtPath);
}

/** What the administrator's role cannot lose: without it the district could never be given another administrator. */
export const ADMINISTRATOR_KEEPS: readonly Permission[] = ['role.grant', 'account.manage', 'district.settings'];

export function isCurrent(post: { fromOn: Day; toOn: Day | null }, today: Day): boolean {
  return post.fromOn <= today && (post.toOn === null || post.toOn >= today);
}
