/** A small model of words: naive Bayes over pairs of Han characters, its training, its proposals with their reasons. Pure. */
import { bigrams } from '#shared/chinese.ts';

export interface Sample {
  readonly label: string;
  readonly words: string;
  /** The words cut already, where the same ones are learned for several models. */
  readonly pairs?: readonly string[];
}

/** Counts and nothing else: no sentence can be read back from them. */
export interface Model {
  readonly labels: readonly string[];
  /** For each label: the logarithm of how often it comes, and of a pair it never had. */
  readonly prior: readonly number[];
  readonly missing: readonly number[];
  /** For each pair: index of a label, what the pair adds to it, index, what it adds … */
  readonly pairs: Readonly<Record<string, readonly number[]>>;
}

export interface Proposal {
  readonly label: string;
  /** How sure the model is among its labels, up to 1. */
  readonly share: number;
  /** The words that speak for it, as they were said. */
  readonly because: readonly string[];
}

const SMOOTHING = 0.2;
/** Pairs of fewer matters than this are forgotten: they tell of one person or place, not of a class. */
const LEAST_MATTERS = 3;
/** What the catalogue says of a class counts as that many matters. */
const SEED_WEIGHT = 2;
const LEAST_SHARE = 0.6;
/** A reason has to be this much likelier, as a logarithm, in the proposed class than in the next: twice. */
const LEAST_TELLING = Math.log(2);
const MOST_REASONS = 3;

/** Sample words must be redacted before. Seeds are the catalogue's own words, never forgotten. */
export function train(samples: readonly Sample[], seeds: readonly Sample[]): Model {
  const labels = [...new Set([...seeds, ...samples].map(({ label }) => label))].toSorted();
  const indexOf = new Map(labels.map((label, index) => [label, index]));
  const counts = new Map<string, Map<number, number>>();
  const matters = new Map<string, number>();
  const totals = labels.map(() => 0);
  const prior = labels.map(() => 1);
  const add = (pair: string, index: number, weight: number) => {
    const ofPair = counts.get(pair) ?? new Map<number, number>();
    counts.set(pair, ofPair);
    ofPair.set(index, (ofPair.get(index) ?? 0) + weight);
  };
  for (const { label, words, pairs } of samples) {
    const index = indexOf.get(label)!;
    prior[index]! += 1;
    for (const pair of pairs ?? pairsOf(words)) {
      add(pair, index, 1);
      matters.set(pair, (matters.get(pair) ?? 0) + 1);
    }
  }
  const ofSeeds = new Set<string>();
  for (const { label, words } of seeds) {
    for (const pair of pairsOf(words)) {
      add(pair, indexOf.get(label)!, SEED_WEIGHT);
      ofSeeds.add(pair);
    }
  }
  const kept = [...counts].filter(([pair]) => ofSeeds.has(pair) || (matters.get(pair) ?? 0) >= LEAST_MATTERS);
  for (const [, ofPair] of kept) for (const [index, count] of ofPair) totals[index]! += count;
  const all = prior.reduce((sum, count) => sum + count, 0);
  return {
    labels,
    prior: prior.map((count) => rounded(Math.log(count / all))),
    missing: totals.map((total) => rounded(Math.log(SMOOTHING / (total + SMOOTHING * kept.length)))),
    pairs: Object.fromEntries(
      kept.map(([pair, ofPair]) => [
        pair,
        [...ofPair].flatMap(([index, count]) => [index, rounded(Math.log((count + SMOOTHING) / SMOOTHING))]),
      ]),
    ),
  };
}

/** Undefined when the words say too little or two labels fit alike: then the person chooses. */
export function propose(model: Model, words: string, among?: ReadonlySet<string>): Proposal | undefined {
  const said = pairsOf(words).filter((pair) => Object.hasOwn(model.pairs, pair));
  if (said.length === 0) return undefined;
  const scores = model.prior.map((prior, index) => prior + said.length * model.missing[index]!);
  for (const pair of said) {
    const added = model.pairs[pair]!;
    for (let at = 0; at < added.length; at += 2) scores[added[at]!]! += added[at + 1]!;
  }
  let best = -1;
  let next = -1;
  for (const [index, score] of scores.entries()) {
    if (among !== undefined && !among.has(model.labels[index]!)) continue;
    if (best < 0 || score > scores[best]!) [best, next] = [index, best];
    else if (next < 0 || score > scores[next]!) next = index;
  }
  if (best < 0) return undefined;
  const weights = scores.map((score, index) =>
    among === undefined || among.has(model.labels[index]!) ? Math.exp(score - scores[best]!) : 0,
  );
  const share = 1 / weights.reduce((sum, weight) => sum + weight, 0);
  const because = reasonsOf(model, said, best, next, words);
  if (share < LEAST_SHARE || because.length === 0) return undefined;
  return { label: model.labels[best]!, share, because };
}

function reasonsOf(model: Model, said: readonly string[], best: number, next: number, words: string): string[] {
  const telling = said
    .map((pair) => ({ pair, by: weightOf(model, pair, best) - (next < 0 ? 0 : weightOf(model, pair, next)) }))
    .filter(({ by }) => by >= LEAST_TELLING)
    .sort((one, other) => other.by - one.by)
    .slice(0, MOST_REASONS * 2)
    .map(({ pair }) => pair);
  return runsOf(telling, words).slice(0, MOST_REASONS);
}

/** What the pair says of the label, beside a label that never had it. */
function weightOf(model: Model, pair: string, index: number): number {
  const added = model.pairs[pair]!;
  for (let at = 0; at < added.length; at += 2) {
    if (added[at] === index) return added[at + 1]! + model.missing[index]!;
  }
  return model.missing[index]!;
}

/** 井盖, 盖松 stand one over the other in 井盖松了: said as 井盖松. Longest first. */
function runsOf(pairs: readonly string[], words: string): string[] {
  const wanted = new Set(pairs);
  const characters = Array.from(words.normalize('NFKC').toLowerCase());
  const runs = new Set<string>();
  let run = '';
  for (const [at, character] of characters.entries()) {
    const pair = `${character}${characters[at + 1] ?? ''}`;
    if (wanted.has(pair)) run = run === '' ? pair : `${run}${characters[at + 1]}`;
    else {
      if (run !== '') runs.add(run);
      run = '';
    }
  }
  if (run !== '') runs.add(run);
  return [...runs].toSorted((one, other) => other.length - one.length);
}

/** Numbers name houses and people, never a class. */
export function pairsOf(words: string): string[] {
  return bigrams(words.replaceAll(/[0-9０-９a-zA-Z]+|〔[^〕]*〕/g, ' '));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** How the model did on matters held back from its training. */
export interface ClassAccuracy {
  readonly label: string;
  readonly heldOut: number;
  readonly right: number;
  readonly wrong: number;
}

const HOLD_BACK_EACH = 5;

/** Every fifth by its id, always the same ones; `at` is the position in the order of reporting. */
export function isHeldOut(at: number): boolean {
  return at % HOLD_BACK_EACH === HOLD_BACK_EACH - 1;
}

/** Trained on the rest, asked about those held back. What it kept silent about is neither right nor wrong. */
export function measure(samples: readonly Sample[], seeds: readonly Sample[]): ClassAccuracy[] {
  const model = train(
    samples.filter((_, at) => !isHeldOut(at)),
    seeds,
  );
  const found = new Map<string, { heldOut: number; right: number; wrong: number }>();
  for (const { label, words } of samples.filter((_, at) => isHeldOut(at))) {
    const of = found.get(label) ?? { heldOut: 0, right: 0, wrong: 0 };
    found.set(label, of);
    of.heldOut += 1;
    const proposed = propose(model, words);
    if (proposed?.label === label) of.right += 1;
    else if (proposed !== undefined) of.wrong += 1;
  }
  return [...found].map(([label, counts]) => ({ label, ...counts }));
}
