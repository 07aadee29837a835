/** The rule by which like matters in one place become an early warning: data of the district, beside the other settings of its cases. */
export const WARNING_LEVELS = ['microGrid', 'grid', 'community'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

export interface WarningRule {
  readonly isOn: boolean;
  /** How many like matters, within how many hours. */
  readonly least: number;
  readonly hours: number;
  readonly level: WarningLevel;
  /** Only these classes; none named: all. */
  readonly classCodes: readonly string[];
  /** How much of the shorter text's pairs both must have, for matters that no class makes alike. */
  readonly similarity: number;
}

/** S3-08: three like matters of a micro-grid in 24 hours. */
export const DEFAULT_WARNING_RULE: WarningRule = {
  isOn: true,
  least: 3,
  hours: 24,
  level: 'microGrid',
  classCodes: [],
  similarity: 0.3,
};
