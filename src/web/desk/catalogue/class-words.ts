// A class in words, field by field: what its page shows, and what two versions differ in.

import type { CatalogueClass } from '#modules/catalogue/rules.ts';
import { changedFields } from '#modules/catalogue/rules-sheet.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import type { readVersions } from '#web/parts/routes.ts';

import { say } from './say.ts';

export type Version = AnswerTo<typeof readVersions>['versions'][number];
type Limit = CatalogueClass['limit'];

export function limitWords({ amount, unit }: Limit): string {
  return say('limit.words', { amount, unit: say(`unit.${unit}`) });
}

export function stagesWords({ stages, limit }: Pick<CatalogueClass, 'stages' | 'limit'>): string {
  if (stages.length < 2) return limitWords(limit);
  return stages.map((stage) => `${stage.name} ${limitWords(stage.limit)}`).join(' → ');
}

export function validityWords({ validFrom, validTo }: Pick<CatalogueClass, 'validFrom' | 'validTo'>): string {
  return validTo === null ? say('from', { day: validFrom }) : say('fromTo', { from: validFrom, to: validTo });
}

export const SHOWN_FIELDS = [
  'classType',
  'majorName',
  'name',
  'parentCode',
  'severity',
  'filingCondition',
  'closingCondition',
  'limit',
  'stages',
  'gradedLimits',
  'isDirect',
  'isEmergency',
  'isMinor',
  'isAdmitted',
  'evidenceKinds',
  'verifiedBy',
  'samplingPercent',
  'secrecy',
  'source',
] as const satisfies readonly (keyof CatalogueClass)[];
export type ShownField = (typeof SHOWN_FIELDS)[number];

export function fieldWords(each: CatalogueClass, field: ShownField): string {
  switch (field) {
    case 'classType':
      return say(`type.${each.classType}`);
    case 'severity':
      return say(`severity.${each.severity}`);
    case 'secrecy':
      return say(`secrecy.${each.secrecy}`);
    case 'verifiedBy':
      return say(`verifiedBy.${each.verifiedBy}`);
    case 'limit':
      return limitWords(each.limit);
    case 'stages':
      return each.stages.length < 2 ? say('stages.none') : stagesWords(each);
    case 'gradedLimits':
      return gradesWords(each);
    case 'evidenceKinds':
      return each.evidenceKinds.map((kind) => say(`evidence.${kind as 'photo'}`)).join('、');
    case 'samplingPercent':
      return say('percent', { n: each.samplingPercent });
    case 'isDirect':
    case 'isEmergency':
    case 'isMinor':
    case 'isAdmitted':
      return say(each[field] ? 'yes' : 'no');
    case 'parentCode':
      return each.parentCode ?? say('nothing');
    default:
      return each[field];
  }
}

/** One line for each field in which the later differs. */
export function changeWords(before: CatalogueClass, after: CatalogueClass): string[] {
  const changed = changedFields(before, after);
  return SHOWN_FIELDS.filter((field) => changed.includes(field)).map((field) =>
    say('change.one', { field: say(field), before: fieldWords(before, field), after: fieldWords(after, field) }),
  );
}

function gradesWords({ gradedLimits }: CatalogueClass): string {
  if (gradedLimits.length === 0) return say('graded.none');
  return gradedLimits
    .map(({ grade, severity, limit }) => {
      const area = grade === null ? [] : [say('graded.area', { grade })];
      const severe = severity === null ? [] : [say(`severity.${severity}`)];
      return say('graded.one', { of: [...area, ...severe].join(' '), limit: limitWords(limit) });
    })
    .join('，');
}
