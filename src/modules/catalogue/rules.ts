// The codes a class of the catalogue is made of, and what its limits and parents have to keep.

import type { Limit } from '#shared/working-time.ts';

/** 部件, 事件, 社会治理事项. */
export const CLASS_TYPES = ['asset', 'cityMatter', 'socialGovernance'] as const;

export const SECRECIES = ['open', 'confidential', 'restricted'] as const;

/** 照片, 文字说明, 当事人确认, 单据. */
export const EVIDENCE_KINDS = ['photo', 'writtenNote', 'partyConfirmation', 'document'] as const;

/** 轻微, 一般, 严重. */
export const SEVERITIES = ['slight', 'normal', 'severe'] as const;

/** 管理等级 of the ground a matter lies on. */
export const AREA_GRADES = ['A', 'B', 'C'] as const;
export type AreaGrade = (typeof AREA_GRADES)[number];

/** Who verifies: as the kind of the matter says, the grid's worker, the community, or the authority's record. */
export const VERIFIERS = ['asKind', 'gridWorker', 'community', 'authorityRecord'] as const;

/** One step of a matter with a limit of its own: 停止 4 工作时, then 处罚 7 工作日, then 拆除 20 工作日. */
export interface ClassStage {
  readonly code: string;
  readonly name: string;
  readonly limit: Limit;
}

export type Severity = (typeof SEVERITIES)[number];

/** A limit of its own for ground of this grade, for matters of this severity, or for both together; never for neither. */
export interface GradedLimit {
  readonly grade: AreaGrade | null;
  readonly severity: Severity | null;
  readonly limit: Limit;
}

export interface CatalogueClass {
  readonly code: string;
  readonly parentCode: string | null;
  readonly classType: (typeof CLASS_TYPES)[number];
  readonly majorName: string;
  readonly name: string;
  readonly severity: (typeof SEVERITIES)[number];
  readonly secrecy: (typeof SECRECIES)[number];
  readonly isDirect: boolean;
  readonly isEmergency: boolean;
  readonly isMinor: boolean;
  readonly isAdmitted: boolean;
  readonly evidenceKinds: string[];
  /** Of the first stage. */
  readonly limit: Limit;
  /** In their order; never empty. */
  readonly stages: ClassStage[];
  readonly gradedLimits: GradedLimit[];
  readonly verifiedBy: (typeof VERIFIERS)[number];
  readonly filingCondition: string;
  readonly closingCondition: string;
  readonly samplingPercent: number;
  readonly source: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly version: number;
}

/** What a page for residents may name: a list of restricted matters would say what is watched. */
export function isPublic({ secrecy }: CatalogueClass): boolean {
  return secrecy !== 'restricted';
}

/** A class without stages of its own has one: its handling. */
export function stagesOf(stages: readonly ClassStage[], limit: Limit): ClassStage[] {
  return stages.length === 0 ? [{ code: 'handle', name: '处置', limit }] : [...stages];
}

/** What a limit can depend on beside the class: the grade of the ground, and how severe this one is. */
export interface Graded {
  readonly grade: AreaGrade | null;
  /** Null where nobody has said it: then the class says how severe its matters are. */
  readonly severity: Severity | null;
}

/** The one said for both counts before the one for the grade, that before the one for the severity; else the first stage's. */
export function limitOn(
  rules: Pick<CatalogueClass, 'limit' | 'severity'> & { readonly gradedLimits: readonly GradedLimit[] },
  { grade, severity }: Graded,
): Limit {
  const isOf = (wanted: Graded) => (each: GradedLimit) =>
    each.grade === wanted.grade && each.severity === wanted.severity;
  const asked = severity ?? rules.severity;
  const found =
    rules.gradedLimits.find(isOf({ grade, severity: asked })) ??
    rules.gradedLimits.find(isOf({ grade, severity: null })) ??
    rules.gradedLimits.find(isOf({ grade: null, severity: asked }));
  return found?.limit ?? rules.limit;
}

/** Kept before severity counted, a limit says nothing of it. */
export function gradedLimitsOf(kept: readonly (Partial<GradedLimit> & { limit: Limit })[]): GradedLimit[] {
  return kept.map(({ grade = null, severity = null, limit }) => ({ grade, severity, limit }));
}

/** The first that says nothing, or what another has said already. */
export function faultyGrade(limits: readonly GradedLimit[]): number | undefined {
  const isSame = (left: GradedLimit) => (right: GradedLimit) =>
    left.grade === right.grade && left.severity === right.severity;
  const at = limits.findIndex(
    (each, index) => (each.grade === null && each.severity === null) || limits.findIndex(isSame(each)) < index,
  );
  return at < 0 ? undefined : at;
}

/** The codes from a class up its parents and back to one of them; undefined when the parents end. */
export function findCycle(code: string, parentOf: (code: string) => string | null | undefined): string[] | undefined {
  const above = [code];
  for (let each = parentOf(code); each !== null && each !== undefined; each = parentOf(each)) {
    above.push(each);
    if (above.indexOf(each) < above.length - 1) return above;
  }
  return undefined;
}

/** Stages follow one another: one that comes again would lead back to itself. */
export function repeatedStage(stages: readonly ClassStage[]): number | undefined {
  const at = stages.findIndex(({ code }, index) => stages.findIndex((each) => each.code === code) < index);
  return at < 0 ? undefined : at;
}
