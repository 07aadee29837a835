// What every migration file keeps, as pure functions over its text, so that each can be shown to fail.

/** The comment sentence in front of each table. */
export function sentencesOf(sql: string): Map<string, string> {
  const found = sql.matchAll(/((?:^--.*\n)*)^create (?:table|view|materialized view) (?:if not exists )?([a-z_]+)/gm);
  return new Map(
    [...found].map(([, comment = '', table = '']) => [
      table,
      comment.replaceAll(/^-- ?/gm, '').replaceAll('\n', ' ').trim(),
    ]),
  );
}

export function tablesWithoutSentence(sql: string): string[] {
  return [...sentencesOf(sql)].filter(([, sentence]) => !/^\p{Lu}.*[.:]/u.test(sentence)).map(([table]) => table);
}

/** Constraints whose name the server would choose, each as the line it stands in. */
export function unnamedConstraints(sql: string): string[] {
  return withoutComments(sql)
    .split('\n')
    .filter((line) => !/^\s*(create|drop) (unique )?(index|policy)|^\s*grant|^\s*revoke/i.test(line))
    .filter(
      (line) =>
        count(line, /\b(primary key|references|check \(|unique\b(?! index))/gi) >
        count(line, /\bconstraint [a-z_]+ /gi),
    )
    .map((line) => line.trim());
}

/** Words that would not run on a database spread over several machines, or would slip past the opening. */
export function forbiddenWords(sql: string): string[] {
  return [
    /set_config\s*\(/i,
    /create (constraint )?trigger/i,
    /\b(big|small)?serial\b/i,
    /create sequence/i,
    /generated .* as identity/i,
    /\bshared\.[a-z]/i,
    /\bd_[a-z]+\./i,
  ]
    .filter((word) => word.test(withoutComments(sql)))
    .map((word) => word.source);
}

/** What the program before this one would miss; allowed where the file starts with a reason. */
export function breaksUntold(sql: string): boolean {
  const takesAway = /\b(drop (table|column|view)|rename (column|to)|alter column \w+ (set not null|type))\b/i;
  return takesAway.test(withoutComments(sql)) && !/^-- breaking: \S+ \S+/.test(sql);
}

function count(line: string, form: RegExp): number {
  return [...line.matchAll(form)].length;
}

function withoutComments(sql: string): string {
  return sql.replaceAll(/--.*$/gm, '');
}
