// What the person who started the program reads: where to go, and how to enter as each person of the demo.

export interface WelcomePerson {
  readonly name: string;
  readonly signInName: string;
  readonly role: { readonly zh: string };
  readonly where: string;
}

export interface Welcome {
  readonly base: string;
  readonly hasDocumentation: boolean;
  readonly people: readonly WelcomePerson[];
}

export function welcome({ base, hasDocumentation, people }: Welcome): string[] {
  const lines = ['', `格治 Gezhi is ready: ${base}`];
  if (hasDocumentation) lines.push(`API documentation:    ${base}/api/docs`);
  lines.push(`Health:               ${base}/api/health`);
  if (people.length > 0)
    lines.push(
      '',
      '演示数据: everything in it is invented. Enter as any of these people with the command beside the name:',
    );
  lines.push(...people.map((person) => lineOf(base, person)), '');
  return lines;
}

function lineOf(base: string, { name, role, where, signInName }: WelcomePerson): string {
  const who = `${name} · ${role.zh} · ${where}`;
  return `  ${padded(who, 46)} ${signInName.padEnd(13)} curl -H 'content-type: application/json' -d '{"signInName":"${signInName}"}' ${base}/api/session/demo`;
}

/** A Han character takes two columns of a terminal. */
function padded(text: string, columns: number): string {
  const width = Array.from(text).reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, columns - width));
}
