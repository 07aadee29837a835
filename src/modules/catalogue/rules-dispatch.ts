/** 派单规则: what was settled once about a class at a place is proposed at the next dispatch, from a day on and until a day. Pure. */
import type { Day } from '#shared/time.ts';

export interface DispatchRule {
  readonly id: string;
  readonly classCode: string;
  readonly path: string;
  readonly organisationId: string;
  readonly clause: string;
  readonly source: string;
  /** The case it was settled in; null when it was written without one. */
  readonly caseId: string | null;
  readonly startsOn: Day;
  /** The last day on which it holds; null while no end is set. */
  readonly endsOn: Day | null;
  readonly version: number;
}

/** The one of the nearest place that holds on this day. */
export function ruleFor(rules: readonly DispatchRule[], path: string, day: Day): DispatchRule | undefined {
  return rules
    .filter((rule) => path.startsWith(rule.path) && holdsOn(rule, day))
    .toSorted((left, right) => right.path.length - left.path.length)[0];
}

/** Another rule about the same class and the same place on a day on which this one holds. */
export function conflictOf(rule: DispatchRule, others: readonly DispatchRule[]): DispatchRule | undefined {
  return others.find(
    (other) =>
      other.id !== rule.id &&
      other.classCode === rule.classCode &&
      other.path === rule.path &&
      (other.endsOn === null || rule.startsOn <= other.endsOn) &&
      (rule.endsOn === null || other.startsOn <= rule.endsOn),
  );
}

function holdsOn({ startsOn, endsOn }: DispatchRule, day: Day): boolean {
  return startsOn <= day && (endsOn === null || day <= endsOn);
}
