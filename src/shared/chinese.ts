// Chinese text: what may be stored, how it is cut for search, and which words mean danger.

/**
 * The characters search counts as Han: 々 〇, the unified ideographs with Extensions A to H, and the compatibility block.
 * The SQL recipe (chinese-search.test.ts) names the same ranges; script properties differ between engines and versions.
 */
const SEARCH_RUNS = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]+|[a-z0-9]+/gu;

/** Words that put the emergency numbers in front of the sender (practice B4). Each is matched as it stands. */
// prettier-ignore
export const DANGER_WORDS = [
  '漏气', '煤气味', '燃气味', '瓦斯味', '着火', '起火', '失火', '火灾', '冒烟', '爆炸', '触电', '漏电',
  '落水', '溺水', '掉进水', '掉河里', '受伤', '流血', '晕倒', '昏迷', '不省人事', '打人', '砍人', '持刀', '跳楼', '轻生', '自杀',
  '塌了', '坍塌', '被困', '救命',
] as const;

/**
 * Overlapping pairs of characters for search, each once, in the order they first occur: the same set the SQL function gives.
 * NFKC first, then A–Z to lower case, then runs of Han and runs of a–z 0–9 are cut apart; a pair never spans two runs.
 * A run of one character gives nothing: a query of which nothing remains must be answered by `LIKE`.
 */
export function bigrams(text: string): string[] {
  const folded = text.normalize('NFKC').replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const found = new Set<string>();
  for (const [run] of folded.matchAll(SEARCH_RUNS)) {
    const characters = Array.from(run);
    for (let at = 1; at < characters.length; at += 1) found.add(`${characters[at - 1]}${characters[at]}`);
  }
  return [...found];
}

/** `text` with each lone surrogate replaced by U+FFFD; `String.prototype.toWellFormed` is younger than our browser floor. */
export function toWellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/**
 * The danger words in `text`. A plain match without regard to negation: 没有漏气 is found too, on purpose. A false alarm
 * costs the sender one tap; a missed one may cost a life.
 */
export function dangerWordsIn(text: string): string[] {
  const folded = text.normalize('NFKC').replace(/\s/g, '');
  return DANGER_WORDS.filter((word) => folded.includes(word));
}
