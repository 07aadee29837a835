/** When like matters that gather in one place become an early warning: the rule is data of the district. Pure. */
import { similarity } from '#modules/cases/reports/similarity.ts';
import type { WarningRule } from '#modules/cases/reports/warning-rule.ts';

export interface Matter {
  readonly id: string;
  readonly classCode: string | null;
  readonly words: string;
}

/** Of one class, or said in like words while one of them has none: two classes that people settled are two things. */
export function isAlike(one: Matter, other: Matter, rule: Pick<WarningRule, 'similarity'>): boolean {
  if (one.classCode !== null && other.classCode !== null) return one.classCode === other.classCode;
  return similarity(one.words, other.words) >= rule.similarity;
}

/**
 * The groups of like matters of one place that are large enough, given the newest first; each matter in one group at most.
 * Around a matter stand those like it, not those like them in turn: a chain of likeness ends anywhere.
 */
export function gather<M extends Matter>(matters: readonly M[], rule: WarningRule): M[][] {
  const counted = matters.filter(({ classCode }) => isMeant(classCode, rule));
  const taken = new Set<string>();
  const groups: M[][] = [];
  for (const one of counted) {
    if (taken.has(one.id)) continue;
    const group = counted.filter((other) => !taken.has(other.id) && (other.id === one.id || isAlike(one, other, rule)));
    if (group.length < rule.least) continue;
    for (const { id } of group) taken.add(id);
    groups.push(group);
  }
  return groups;
}

/** What has no class yet may become any: it counts until somebody settles it, unless the rule names classes. */
function isMeant(classCode: string | null, { classCodes }: WarningRule): boolean {
  return classCodes.length === 0 || (classCode !== null && classCodes.includes(classCode));
}

/** The class most of the group have; null when most have none. */
export function classOf(group: readonly Matter[]): string | null {
  const counts = new Map<string | null, number>();
  for (const { classCode } of group) counts.set(classCode, (counts.get(classCode) ?? 0) + 1);
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? null;
}
