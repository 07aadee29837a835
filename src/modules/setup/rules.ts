// 开通向导: what a district needs before the first street can work, and what is still missing of it. Nothing is ever marked as
// done: each answer is worked out from what there is, so that it cannot lie.

export const STEPS = ['brand', 'areas', 'grids', 'organisations', 'people', 'catalogue', 'codes', 'test'] as const;
export type StepKey = (typeof STEPS)[number];

/** What may be missing, by step. Each has words, and each step says what follows when it is left out. */
export const LACKS = {
  brand: ['servicePhone', 'sponsor'],
  areas: ['street', 'community', 'dutyPhone'],
  grids: ['grid'],
  organisations: ['organisation', 'orderPhone', 'directList'],
  people: ['dispatcher', 'gridWorker'],
  catalogue: ['class', 'calendar'],
  codes: ['code'],
  test: ['report'],
} as const satisfies Record<StepKey, readonly string[]>;
export type Lack = (typeof LACKS)[StepKey][number];

/** What there is, as it was counted. Lists hold names of ground, never of persons. */
export interface Found {
  servicePhones: number;
  hasSponsor: boolean;
  streets: number;
  communities: number;
  communitiesWithoutPhone: readonly string[];
  communitiesWithoutGrid: readonly string[];
  grids: number;
  gridsWithoutWorker: readonly string[];
  gridsWithoutCode: readonly string[];
  dispatchers: number;
  people: number;
  organisations: number;
  /** Neither an account nor a phone an order could be sent to. */
  organisationsOutOfReach: readonly string[];
  directLines: number;
  classes: number;
  /** Whether the days off of the year that runs are known. */
  knowsThisYear: boolean;
  codes: number;
  reports: number;
}

export interface Missing {
  lack: Lack;
  /** How many; 1 for what there is not at all. */
  count: number;
  /** The first few of them. */
  names: string[];
}

export interface Step {
  key: StepKey;
  /** What there is by now, for the line beside the step. */
  count: number;
  missing: Missing[];
}

const MOST_NAMES = 5;

export function stepsOf(found: Found): Step[] {
  const counts: Record<StepKey, number> = {
    brand: found.servicePhones,
    areas: found.communities,
    grids: found.grids,
    organisations: found.organisations,
    people: found.people,
    catalogue: found.classes,
    codes: found.codes,
    test: found.reports,
  };
  const missing: Record<StepKey, Missing[]> = {
    brand: [...none('servicePhone', found.servicePhones > 0), ...none('sponsor', found.hasSponsor)],
    areas: [
      ...none('street', found.streets > 0),
      ...none('community', found.communities > 0),
      ...named('dutyPhone', found.communitiesWithoutPhone),
    ],
    grids: found.communities === 0 ? none('grid', false) : named('grid', found.communitiesWithoutGrid),
    organisations: [
      ...none('organisation', found.organisations > 0),
      ...named('orderPhone', found.organisationsOutOfReach),
      ...none('directList', found.directLines > 0),
    ],
    people: [
      ...none('dispatcher', found.dispatchers > 0),
      ...(found.grids === 0 ? none('gridWorker', false) : named('gridWorker', found.gridsWithoutWorker)),
    ],
    catalogue: [...none('class', found.classes > 0), ...none('calendar', found.knowsThisYear)],
    codes: found.grids === 0 ? none('code', found.codes > 0) : named('code', found.gridsWithoutCode),
    test: none('report', found.reports > 0),
  };
  return STEPS.map((key) => ({ key, count: counts[key], missing: missing[key] }));
}

function none(lack: Lack, isThere: boolean): Missing[] {
  return isThere ? [] : [{ lack, count: 1, names: [] }];
}

function named(lack: Lack, names: readonly string[]): Missing[] {
  return names.length === 0 ? [] : [{ lack, count: names.length, names: names.slice(0, MOST_NAMES) }];
}
