// What the person who started the program reads: where the pages are, and how to enter as each person of the demo.

export interface WelcomePerson {
  readonly name: string;
  readonly signInName: string;
  readonly role: { readonly zh: string };
  readonly where: string;
}

export interface Welcome {
  readonly base: string;
  readonly hasDocumentation: boolean;
  readonly districts: readonly { readonly key: string; readonly name: string; readonly isDemo: boolean }[];
  readonly people: readonly WelcomePerson[];
}

export function welcome({ base, hasDocumentation, districts, people }: Welcome): string[] {
  const lines = ['', `格治 Gezhi is ready: ${base}`];
  for (const { key, name, isDemo } of districts) {
    lines.push('', `${name}${isDemo ? ' · 演示数据 demo' : ''}`);
    lines.push(`  居民   residents     ${base}/${key}`);
    lines.push(`  网格员 grid workers  ${base}/${key}/work/`);
    lines.push(`  工作台 desk          ${base}/${key}/desk/`);
    if (isDemo) lines.push(`  剧本   stories       ${base}/${key}/stories`);
  }
  if (people.length > 0) {
    lines.push(
      '',
      '演示身份 Demo people: everybody is invented; open the address beside a name and press 进入 (Enter).',
    );
    lines.push(...people.map((person) => lineOf(base, person)));
  }
  lines.push('');
  if (hasDocumentation) lines.push(`API documentation: ${base}/api/docs`);
  lines.push(`Health:            ${base}/api/health`, '');
  return lines;
}

function lineOf(base: string, { name, role, where, signInName }: WelcomePerson): string {
  return `  ${padded(`${name} · ${role.zh} · ${where}`, 46)} ${base}/#${signInName}`;
}

/** A Han character takes two columns of a terminal. */
function padded(text: string, columns: number): string {
  const width = Array.from(text).reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, columns - width));
}
