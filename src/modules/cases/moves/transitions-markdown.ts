/** docs/transitions.md as text, from the tables: what may happen to a case, by whom, guarded by what. */
import { PERMISSIONS, ROLES, rolesHolding } from '#permissions';
import type { Permission, Role } from '#permissions';

import { CASE_STATUSES, FINAL_STATUSES } from '../facts.ts';
import { CASE_KINDS, KINDS } from '../kinds.ts';
import { CASE_VERBS, transition } from './transitions.ts';
import type { CaseVerb, Need } from './transitions.ts';

export function transitionsMarkdown(): string {
  const parts = [
    '# What may happen to a case',
    'Generated from the transition table. `byRule`: the case follows the order of the lead handler, or what was said.',
    '## Verbs',
    table(['verb', '词', 'from', 'to', 'work order', 'who', 'guards', 'asks'], CASE_VERBS.map(verbRow)),
    '## Statuses',
    table(['status', 'final', 'verbs'], CASE_STATUSES.map(statusRow)),
    '## Kinds of matter',
    table(['kind', '词', 'verified by', 'ends by', 'dispatched', 'secrecy'], CASE_KINDS.map(kindRow)),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Who can do it by default: the reporter, holders of an order link, and roles. */
export function actorsOf(verb: CaseVerb): { reporter: boolean; roles: Role[] } {
  const { needs } = transition(verb);
  const permissions = needs.filter(isPermission);
  return { reporter: needs.includes('reporter'), roles: [...new Set(permissions.flatMap(rolesHolding))] };
}

function isPermission(need: Need): need is Permission {
  return need in PERMISSIONS;
}

function verbRow(verb: CaseVerb): string[] {
  const row = transition(verb);
  const { reporter, roles } = actorsOf(verb);
  const drawn = row.needs.includes('drawnPerson') ? ['whoever was drawn'] : [];
  const who = [...(reporter ? ['reporter'] : []), ...drawn, ...roles.map((role) => ROLES[role].title.en)];
  const needs = row.needs.map((need) => (!isPermission(need) ? need : `\`${need}\` (${PERMISSIONS[need].zh})`));
  return [
    `\`${verb}\``,
    row.title.zh,
    row.from.join(', ') || '(nothing yet)',
    row.to,
    row.order?.join(', ') ?? '',
    `${who.join(', ')}; by ${needs.join(' or ')}`,
    row.guards.join(', '),
    row.asks.join(', '),
  ];
}

function statusRow(status: (typeof CASE_STATUSES)[number]): string[] {
  const final: readonly string[] = FINAL_STATUSES;
  const verbs = CASE_VERBS.filter((verb) => transition(verb).from.includes(status));
  return [`\`${status}\``, final.includes(status) ? 'yes' : '', verbs.join(', ')];
}

function kindRow(kind: (typeof CASE_KINDS)[number]): string[] {
  const row = KINDS[kind];
  const dispatched = row.mayBeDispatched ? 'yes' : 'no';
  return [`\`${kind}\``, row.title.zh, row.verification, row.endsBy, dispatched, row.secrecy];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
