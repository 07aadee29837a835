// 部件先属主后属地, 事件先属地后属主: which organisation is responsible, by which list, and why. Pure.

import type { CatalogueClass } from './rules.ts';

export const DUTY_LISTS = ['street', 'department', 'asset'] as const;

/** 基本, 配合 (a department of the district leads), 上收 (taken back by the district). */
export const DUTY_SORTS = ['basic', 'support', 'takenBack'] as const;

export interface DutyItem {
  readonly id: string;
  readonly list: (typeof DUTY_LISTS)[number];
  /** Of the street's list alone. */
  readonly sort: (typeof DUTY_SORTS)[number] | null;
  readonly path: string;
  /** Who does it; for what is supported or taken back, the department that leads it. */
  readonly organisationId: string;
  readonly classCode: string | null;
  readonly name: string;
  readonly clause: string;
  readonly source: string;
  readonly version: number;
}

export interface Responsible {
  readonly organisationId: string;
  readonly rule: 'ownerFirst' | 'territoryFirst';
  readonly found: 'owner' | 'territory' | 'leadDepartment' | 'department';
  readonly clause: string;
}

/** Asked in this order; the nearest place wins within a list. */
export function responsibleFor(
  classType: CatalogueClass['classType'],
  items: readonly DutyItem[],
  path: string,
): Responsible | undefined {
  const here = items.filter((item) => path.startsWith(item.path));
  const rule = classType === 'asset' ? 'ownerFirst' : 'territoryFirst';
  const owner = nearest(here.filter(({ list }) => list === 'asset'));
  const territory = nearest(here.filter(({ list }) => list === 'street'));
  const department = nearest(here.filter(({ list }) => list === 'department'));
  const found = {
    owner: owner && ({ item: owner, found: 'owner' } as const),
    territory:
      territory && ({ item: territory, found: territory.sort === 'basic' ? 'territory' : 'leadDepartment' } as const),
    department: department && ({ item: department, found: 'department' } as const),
  };
  const first = rule === 'ownerFirst' ? (found.owner ?? found.territory) : (found.territory ?? found.owner);
  const chosen = first ?? found.department;
  if (chosen === undefined) return undefined;
  return { organisationId: chosen.item.organisationId, rule, found: chosen.found, clause: chosen.item.clause };
}

/** What the street's own list says of a class at this place. */
export function streetItemAt(items: readonly DutyItem[], path: string): DutyItem | undefined {
  return nearest(items.filter((item) => item.list === 'street' && path.startsWith(item.path)));
}

function nearest(items: readonly DutyItem[]): DutyItem | undefined {
  return items.toSorted((left, right) => right.path.length - left.path.length)[0];
}
